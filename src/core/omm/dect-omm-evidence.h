/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-layout.h"

G_BEGIN_DECLS

/* A score from here on says: this can be nothing else. */
#define DECT_OMM_SCORE_TELLING 10

/* What stands in one column of a file, counted by its look. */
typedef struct
{
  guint      n_filled;
  guint      n_macs;
  guint      n_ipeis;
  guint      n_switches; /* 0 or 1 */
  guint      n_digits;   /* nothing but digits, these included */
  guint      n_letters;  /* a letter somewhere */
  guint      longest;    /* characters */
  char      *example;    /* the first one, cut short */
  GPtrArray *values;     /* of char * */
} DectOmmCells;

/* What can be seen in a file without knowing its layout. */
typedef struct
{
  GPtrArray *cells;     /* of DectOmmCells, one a column */
  GPtrArray *tags;      /* of char *: left sides of its instructions */
  char      *comment;   /* the comment that names fields, separated by ";"; or NULL */
  guint      n_records; /* that were looked at */
} DectOmmEvidence;

/* Errors as dect_omm_lines_foreach(). */
DectOmmEvidence *dect_omm_evidence_new  (GBytes  *bytes,
                                         GError **error);
void             dect_omm_evidence_free (DectOmmEvidence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectOmmEvidence, dect_omm_evidence_free)

/* How well the cells suit a column: below 0 they do not, 0 says nothing. The weights are ours. */
gint dect_omm_cells_score (const DectOmmCells  *self,
                           DectKind             kind,
                           const DectOmmColumn *column);

/* How many of the filled ones the field would take. */
guint dect_omm_cells_count_fitting (const DectOmmCells  *self,
                                    DectKind             kind,
                                    const DectOmmColumn *column);

G_END_DECLS
