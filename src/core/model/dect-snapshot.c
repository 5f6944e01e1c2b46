/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-snapshot-private.h"

#include <json-glib/json-glib.h>

struct _DectSnapshot
{
  gatomicrefcount ref_count;
  guint64 generation;
  gint64 changed;
  GPtrArray *lists[DECT_N_KINDS];
  GHashTable *blobs;
  GPtrArray *log;
  GHashTable
      *places; /* id -> 1 + place in its list; made at the first search, see snapshot_places() */
};

struct _DectLogEntry
{
  gatomicrefcount ref_count;
  gint64 time;
  char *event;
  char *details;
};

struct _DectSnapshotBuilder
{
  GPtrArray *lists[DECT_N_KINDS];
  GHashTable *blobs;
  GPtrArray *log;
  GHashTable *ids;
  guint32 next_id;
  gint64 changed;
};

G_DEFINE_BOXED_TYPE (DectSnapshot, dect_snapshot, dect_snapshot_ref, dect_snapshot_unref)
G_DEFINE_BOXED_TYPE (DectLogEntry, dect_log_entry, dect_log_entry_ref, dect_log_entry_unref)

DectLogEntry *
dect_log_entry_new (gint64 time, const char *event, const char *details)
{
  g_return_val_if_fail (event != NULL, NULL);

  DectLogEntry *self = g_new0 (DectLogEntry, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->time = time;
  self->event = g_strdup (event);
  self->details = g_strdup (details != NULL ? details : "{}");
  return self;
}

DectLogEntry *
dect_log_entry_ref (DectLogEntry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_log_entry_unref (DectLogEntry *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->event);
  g_free (self->details);
  g_free (self);
}

gint64
dect_log_entry_get_time (const DectLogEntry *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->time;
}

const char *
dect_log_entry_get_event (const DectLogEntry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->event;
}

const char *
dect_log_entry_get_details (const DectLogEntry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->details;
}

char *
dect_log_entry_dup_detail (const DectLogEntry *self, const char *member)
{
  g_return_val_if_fail (self != NULL && member != NULL, NULL);

  g_autoptr (JsonNode) root = json_from_string (self->details, NULL);
  JsonNode *node;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  node = json_object_get_member (json_node_get_object (root), member);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return NULL;
}

DectSnapshot *
dect_snapshot_new (guint64 generation,
                   gint64 changed,
                   GPtrArray *lists[DECT_N_KINDS],
                   GHashTable *blobs,
                   GPtrArray *log)
{
  DectSnapshot *self = g_new0 (DectSnapshot, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->generation = generation;
  self->changed = changed;
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    self->lists[kind] = lists[kind];
  self->blobs = blobs;
  self->log = log;
  return self;
}

DectSnapshot *
dect_snapshot_ref (DectSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_snapshot_unref (DectSnapshot *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    g_ptr_array_unref (self->lists[kind]);
  g_hash_table_unref (self->blobs);
  g_ptr_array_unref (self->log);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_free (self);
}

guint64
dect_snapshot_get_generation (const DectSnapshot *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

gint64
dect_snapshot_get_changed (const DectSnapshot *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changed;
}

const DectSiteInfo *
dect_snapshot_get_info (const DectSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_ptr_array_index (self->lists[DECT_KIND_SITE], 0);
}

guint
dect_snapshot_count (const DectSnapshot *self, DectKind kind)
{
  g_return_val_if_fail (self != NULL && kind < DECT_N_KINDS, 0);

  return self->lists[kind]->len;
}

const DectRecord *const *
dect_snapshot_records (const DectSnapshot *self, DectKind kind, guint *n_records)
{
  g_return_val_if_fail (self != NULL && kind < DECT_N_KINDS, NULL);

  if (n_records != NULL)
    *n_records = self->lists[kind]->len;
  return (const DectRecord *const *) self->lists[kind]->pdata;
}

GPtrArray *
dect_snapshot_get_list (const DectSnapshot *self, DectKind kind)
{
  return self->lists[kind];
}

GHashTable *
dect_snapshot_get_blobs (const DectSnapshot *self)
{
  return self->blobs;
}

/* Made by whoever searches first; two threads may both make it, and one of the two equal tables
 * stays. */
static GHashTable *
snapshot_places (const DectSnapshot *self)
{
  DectSnapshot *mutable = (DectSnapshot *) self;
  GHashTable *places = g_atomic_pointer_get (&mutable->places);

  if (places != NULL)
    return places;

  places = g_hash_table_new (NULL, NULL);
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    for (guint i = 0; i < self->lists[kind]->len; i++)
      {
        const DectRecord *record = g_ptr_array_index (self->lists[kind], i);

        /* Kind and place in one number: a place needs far less than 28 bits. */
        g_hash_table_insert (places, GUINT_TO_POINTER (record->id),
                             GSIZE_TO_POINTER (((gsize) kind << 32) + i + 1));
      }
  if (!g_atomic_pointer_compare_and_exchange (&mutable->places, NULL, places))
    {
      g_hash_table_unref (places);
      places = g_atomic_pointer_get (&mutable->places);
    }
  return places;
}

const DectRecord *
dect_snapshot_find (const DectSnapshot *self, guint32 id)
{
  g_return_val_if_fail (self != NULL, NULL);

  gsize place
      = GPOINTER_TO_SIZE (g_hash_table_lookup (snapshot_places (self), GUINT_TO_POINTER (id)));

  return place == 0 ? NULL
                    : g_ptr_array_index (self->lists[place >> 32], (place & G_MAXUINT32) - 1);
}

gint
dect_snapshot_index (const DectSnapshot *self, guint32 id)
{
  g_return_val_if_fail (self != NULL, -1);

  gsize place
      = GPOINTER_TO_SIZE (g_hash_table_lookup (snapshot_places (self), GUINT_TO_POINTER (id)));

  return (gint) (place & G_MAXUINT32) - 1;
}

const DectRfp *
dect_snapshot_find_role (const DectSnapshot *self, DectRole role)
{
  g_return_val_if_fail (self != NULL, NULL);

  guint n_rfps;
  const DectRecord *const *rfps = dect_snapshot_records (self, DECT_KIND_RFP, &n_rfps);

  for (guint i = 0; i < n_rfps; i++)
    if (DECT_RFP (rfps[i])->role == (gint) role)
      return DECT_RFP (rfps[i]);
  return NULL;
}

GBytes *
dect_snapshot_get_blob (const DectSnapshot *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return name != NULL ? g_hash_table_lookup (self->blobs, name) : NULL;
}

GList *
dect_snapshot_list_blobs (const DectSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_list_sort (g_hash_table_get_keys (self->blobs), (GCompareFunc) g_strcmp0);
}

GPtrArray *
dect_snapshot_get_log (const DectSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->log;
}

DectSnapshotBuilder *
dect_snapshot_builder_new (void)
{
  DectSnapshotBuilder *self = g_new0 (DectSnapshotBuilder, 1);
  DectRecord *info = dect_record_new (DECT_KIND_SITE);

  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    self->lists[kind] = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_record_unref);
  self->blobs
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->log = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_log_entry_unref);
  self->ids = g_hash_table_new (NULL, NULL);
  self->next_id = 1;

  info->id = DECT_SITE_ID;
  g_ptr_array_add (self->lists[DECT_KIND_SITE], info);
  g_hash_table_add (self->ids, GUINT_TO_POINTER (DECT_SITE_ID));
  return self;
}

void
dect_snapshot_builder_free (DectSnapshotBuilder *self)
{
  g_return_if_fail (self != NULL);

  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    g_clear_pointer (&self->lists[kind], g_ptr_array_unref);
  g_clear_pointer (&self->blobs, g_hash_table_unref);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_free (self);
}

guint32
dect_snapshot_builder_add (DectSnapshotBuilder *self, DectRecord *record)
{
  g_return_val_if_fail (self != NULL && record != NULL, 0);

  if (record->kind == DECT_KIND_SITE)
    {
      record->id = DECT_SITE_ID;
      g_ptr_array_set_size (self->lists[DECT_KIND_SITE], 0);
      g_ptr_array_add (self->lists[DECT_KIND_SITE], record);
      return record->id;
    }

  if (record->id == 0)
    record->id = self->next_id;
  if (!g_hash_table_add (self->ids, GUINT_TO_POINTER (record->id)))
    {
      dect_record_unref (record);
      return 0;
    }
  self->next_id = MAX (self->next_id, record->id + 1);
  g_ptr_array_add (self->lists[record->kind], record);
  return record->id;
}

void
dect_snapshot_builder_add_blob (DectSnapshotBuilder *self, const char *name, GBytes *bytes)
{
  g_return_if_fail (self != NULL && name != NULL && bytes != NULL);

  g_hash_table_replace (self->blobs, g_strdup (name), g_bytes_ref (bytes));
}

void
dect_snapshot_builder_add_log (DectSnapshotBuilder *self, DectLogEntry *entry)
{
  g_return_if_fail (self != NULL && entry != NULL);

  g_ptr_array_add (self->log, entry);
}

void
dect_snapshot_builder_set_changed (DectSnapshotBuilder *self, gint64 changed)
{
  g_return_if_fail (self != NULL);

  self->changed = changed;
}

/* Returns whether the record may stay. */
static gboolean
mend_references (DectRecord *record, GHashTable *kind_of)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      if (fields[i].type != DECT_FIELD_REFERENCE)
        continue;

      guint32 target = dect_field_get_ref (&fields[i], record);
      guint kind = GPOINTER_TO_UINT (g_hash_table_lookup (kind_of, GUINT_TO_POINTER (target)));

      if (target != 0 && kind == fields[i].target)
        continue;
      if (fields[i].flags & DECT_FIELD_OWNER)
        return FALSE;
      if (target != 0)
        dect_record_drop_reference (record, &fields[i]);
    }
  return TRUE;
}

DectSnapshot *
dect_snapshot_builder_end (DectSnapshotBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GHashTable) kind_of = g_hash_table_new (NULL, NULL);
  DectSnapshot *snapshot;

  /* A kind refers only to kinds before it, so one pass in their order is enough. */
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    {
      GPtrArray *kept
          = g_ptr_array_new_full (self->lists[kind]->len, (GDestroyNotify) dect_record_unref);

      for (guint i = 0; i < self->lists[kind]->len; i++)
        {
          DectRecord *record = g_ptr_array_index (self->lists[kind], i);

          if (!mend_references (record, kind_of))
            continue;
          g_hash_table_insert (kind_of, GUINT_TO_POINTER (record->id), GUINT_TO_POINTER (kind));
          g_ptr_array_add (kept, dect_record_ref (record));
        }
      g_ptr_array_unref (self->lists[kind]);
      self->lists[kind] = kept;
    }

  snapshot = dect_snapshot_new (0, self->changed, self->lists, g_steal_pointer (&self->blobs),
                                g_steal_pointer (&self->log));
  g_hash_table_unref (self->ids);
  g_free (self);
  return snapshot;
}
