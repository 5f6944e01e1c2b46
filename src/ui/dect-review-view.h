/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-difference-view.h"

G_BEGIN_DECLS

/**
 * DectReviewView:
 *
 * What will change at the PBX, before anything is sent.
 *
 * Properties: narrow (gboolean, writable): for telephones.
 */
#define DECT_TYPE_REVIEW_VIEW (dect_review_view_get_type ())
G_DECLARE_FINAL_TYPE (DectReviewView, dect_review_view, DECT, REVIEW_VIEW, AdwBin)

void dect_review_view_set_session (DectReviewView *self,
                                   DectPbxSession *session);

/** dect_review_view_start: compares with the PBX */
void dect_review_view_start (DectReviewView *self);

/** dect_review_view_get_table: Returns: (transfer none): its table */
DectDifferenceView *dect_review_view_get_table (DectReviewView *self);

/** dect_review_view_take_merge: takes over what was decided, as one step to undo, and compares again */
void dect_review_view_take_merge (DectReviewView *self);

G_END_DECLS
