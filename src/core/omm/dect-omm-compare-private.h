/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-compare.h"

G_BEGIN_DECLS

/* A comparison under way; differences are found in any order and sorted at the end. */
typedef struct
{
  const DectSnapshot  *snapshot;
  const DectOmmSystem *system;
  DectOmmReport       *report;
} DectOmmCompare;

/* Adds a difference of @record (nullable: nobody planned it; then @name and @key say what it is). Texts are copied. */
DectOmmDifference *dect_omm_compare_add (DectOmmCompare        *self,
                                         DectOmmDifferenceKind  kind,
                                         DectKind               of,
                                         const DectRecord      *record,
                                         const char            *name,
                                         const char            *key);

/* Adds a difference in one field of a planned record, where the plan says something and the OMM says something else; else NULL. */
DectOmmDifference *dect_omm_compare_field (DectOmmCompare        *self,
                                           DectOmmDifferenceKind  kind,
                                           const DectRecord      *record,
                                           const char            *field,
                                           const char            *planned,
                                           const char            *built);

void dect_omm_compare_rfps     (DectOmmCompare *self);
void dect_omm_compare_handsets (DectOmmCompare *self);
void dect_omm_compare_links    (DectOmmCompare *self,
                                DectLinks      *links);

/* "00:30:42:1B:7F:05" of a MAC key; the key itself when it is none. */
char *dect_omm_dup_mac (const char *key);

G_END_DECLS
