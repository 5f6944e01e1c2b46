/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-document-private.h"

/* The floor that is worked on, and the things that are selected. */

guint32
dect_document_first_floor (DectDocument *self)
{
  GListModel *floors = dect_site_list (self->site, DECT_KIND_FLOOR);
  guint32 found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);

      if (found == 0 || DECT_FLOOR (dect_item_get_record (item))->level == 0)
        found = dect_item_get_id (item);
      if (DECT_FLOOR (dect_item_get_record (item))->level == 0)
        break;
    }
  return found;
}

void
dect_document_drop_what_is_gone (DectDocument *self)
{
  guint before = self->selection->len;

  for (guint i = self->selection->len; i > 0; i--)
    if (dect_site_find (self->site, g_array_index (self->selection, guint32, i - 1)) == NULL)
      g_array_remove_index (self->selection, i - 1);
  if (self->selection->len != before)
    g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_SELECTION]);

  if (self->floor == 0 || dect_site_find (self->site, self->floor) == NULL)
    dect_document_set_floor (self, dect_document_first_floor (self));
}

guint32
dect_document_get_floor (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), 0);

  return self->floor;
}

void
dect_document_set_floor (DectDocument *self, guint32 floor)
{
  g_return_if_fail (DECT_IS_DOCUMENT (self));

  if (self->floor == floor)
    return;
  self->floor = floor;
  g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_FLOOR]);
}

const guint32 *
dect_document_get_selection (DectDocument *self, guint *n_ids)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  if (n_ids != NULL)
    *n_ids = self->selection->len;
  return (const guint32 *) (gpointer) self->selection->data;
}

gboolean
dect_document_is_selected (DectDocument *self, guint32 id)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), FALSE);

  for (guint i = 0; i < self->selection->len; i++)
    if (g_array_index (self->selection, guint32, i) == id)
      return TRUE;
  return FALSE;
}

void
dect_document_select (DectDocument *self, const guint32 *ids, guint n_ids)
{
  g_return_if_fail (DECT_IS_DOCUMENT (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  if (self->selection->len == n_ids
      && (n_ids == 0 || memcmp (self->selection->data, ids, n_ids * sizeof (guint32)) == 0))
    return;
  dect_history_seal (dect_site_get_history (self->site));
  g_array_set_size (self->selection, 0);
  if (n_ids > 0)
    g_array_append_vals (self->selection, ids, n_ids);
  g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_SELECTION]);
}

void
dect_document_select_one (DectDocument *self, guint32 id)
{
  dect_document_select (self, &id, id != 0 ? 1 : 0);
}

void
dect_document_select_toggle (DectDocument *self, guint32 id)
{
  g_autoptr (GArray) ids = NULL;
  gboolean found = FALSE;

  g_return_if_fail (DECT_IS_DOCUMENT (self));
  g_return_if_fail (id != 0);

  ids = g_array_copy (self->selection);
  for (guint i = 0; i < ids->len && !found; i++)
    if (g_array_index (ids, guint32, i) == id)
      {
        g_array_remove_index (ids, i);
        found = TRUE;
      }
  if (!found)
    g_array_append_val (ids, id);
  dect_document_select (self, (const guint32 *) (gpointer) ids->data, ids->len);
}

DectItem *
dect_document_get_selected (DectDocument *self)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (self), NULL);

  if (self->selection->len != 1)
    return NULL;
  return dect_site_find (self->site, g_array_index (self->selection, guint32, 0));
}
