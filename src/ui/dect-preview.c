/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-preview.h"

#include <math.h>

G_DEFINE_BOXED_TYPE (DectPreview, dect_preview, dect_preview_ref, dect_preview_unref)

DectPreview *
dect_preview_new (const char *text)
{
  DectPreview *self = g_new0 (DectPreview, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_strdup (text);
  self->ghosts = g_array_new (FALSE, FALSE, sizeof (DectGhost));
  self->links = g_array_new (FALSE, FALSE, sizeof (DectGhostLink));
  self->failed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->lost = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

DectPreview *
dect_preview_ref (DectPreview *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_preview_unref (DectPreview *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_array_unref (self->lost);
  g_array_unref (self->failed);
  g_array_unref (self->links);
  g_array_unref (self->ghosts);
  g_free (self->text);
  g_free (self);
}

gint
dect_preview_add_rfp (DectPreview *self, const DectRfp *before, const DectRfp *after)
{
  DectGhost ghost = { 0 };

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (after != NULL, -1);

  if (!dect_rfp_is_placed (after))
    return -1;
  ghost.number = after->number;
  ghost.floor = after->floor;
  ghost.to = (DectPoint){ after->x_m, after->y_m };
  ghost.from = (DectPoint){ NAN, NAN };
  if (before != NULL)
    {
      ghost.rfp = before->head.id;
      ghost.from_floor = before->floor;
      ghost.from = (DectPoint){ before->x_m, before->y_m };
    }
  if (ghost.from_floor == ghost.floor && ghost.from.x == ghost.to.x && ghost.from.y == ghost.to.y)
    return -1;
  g_array_append_val (self->ghosts, ghost);
  return (gint) self->ghosts->len - 1;
}

static gboolean
has_id (GArray *ids, guint32 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, guint32, i) == id)
      return TRUE;
  return FALSE;
}

gboolean
dect_preview_is_failed (DectPreview *self, guint32 id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return has_id (self->failed, id);
}

gboolean
dect_preview_is_lost (DectPreview *self, guint32 id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return has_id (self->lost, id);
}
