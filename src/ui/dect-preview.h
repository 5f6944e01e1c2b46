/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-geometry.h"
#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectGhost:
 * @rfp: id of the base station that would move; 0: a new one
 * @number: its number; %DECT_UNSET when it has none
 * @floor: where it would hang
 * @to: same, metres of the floor's frame
 * @from_floor: where it hangs; 0: a new one
 * @from: same, %NAN when it is not placed
 *
 * A base station as it would be.
 */
typedef struct
{
  guint32   rfp;
  gint      number;
  guint32   floor;
  DectPoint to;
  guint32   from_floor;
  DectPoint from;
} DectGhost;

/** DectGhostLink: a link that the ghost with the index @ghost would have to the base station @to */
typedef struct
{
  guint   ghost;
  guint32 to;
} DectGhostLink;

/**
 * DectPreview:
 * @text: (nullable): what it shows, in a sentence or two
 * @ghosts: (element-type DectGhost): base stations as they would be
 * @links: (element-type DectGhostLink): links they would have
 * @failed: (element-type guint32): base stations that are taken for broken
 * @lost: (element-type guint32): base stations not reached then
 * @snapshot: (nullable): the site as it would be, for the coverage
 *
 * Something shown on the plan that is not so: a proposal, or the answer to "what if this one fails". Filled by whoever makes
 * it, not changed after dect_document_set_preview(). Boxed, counted; main thread.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  char         *text;
  GArray       *ghosts;
  GArray       *links;
  GArray       *failed;
  GArray       *lost;
  DectSnapshot *snapshot;
} DectPreview;

#define DECT_TYPE_PREVIEW (dect_preview_get_type ())
GType dect_preview_get_type (void) G_GNUC_CONST;

/** dect_preview_new: Returns: (transfer full): one that shows nothing yet; @text: (nullable) */
DectPreview *dect_preview_new   (const char *text);
DectPreview *dect_preview_ref   (DectPreview *self);
void         dect_preview_unref (DectPreview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPreview, dect_preview_unref)

/**
 * dect_preview_add_rfp:
 * @self: a preview
 * @before: (nullable): the base station as it is; %NULL: it is new
 * @after: as it would be
 *
 * Adds a ghost, unless it would stay where it is or has no place.
 *
 * Returns: index of the ghost, -1 when there is none
 */
gint dect_preview_add_rfp (DectPreview   *self,
                           const DectRfp *before,
                           const DectRfp *after);

/** dect_preview_is_failed: Returns: whether the base station @id is taken for broken */
gboolean dect_preview_is_failed (DectPreview *self,
                                 guint32      id);

/** dect_preview_is_lost: Returns: whether the base station @id is not reached then */
gboolean dect_preview_is_lost (DectPreview *self,
                               guint32      id);

G_END_DECLS
