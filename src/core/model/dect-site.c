/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-site-private.h"

#include <stdlib.h>

#include "model/dect-history.h"
#include "model/dect-snapshot-private.h"

/* 64 bits of the digest: two different plan images of one site never share them. */
#define BLOB_DIGITS 16

struct _DectSite
{
  GObject parent_instance;
  DectItemList *lists[DECT_N_KINDS];
  GPtrArray *records[DECT_N_KINDS]; /* what snapshots share; NULL when the kind has changed since */
  GHashTable *items;                /* id -> DectItem */
  GHashTable *blobs;      /* name -> GBytes; replaced, not changed, as snapshots share it */
  GPtrArray *log_entries; /* what snapshots share; NULL when the log has grown since */
  DectHistory *history;
  DectLog *log;
  DectSnapshot *snapshot; /* of the present state, NULL when there is none yet */
  guint32 next_id;
  guint64 generation;
  gint64 changed;
};

enum
{
  PROP_0,
  PROP_GENERATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectSite, dect_site, G_TYPE_OBJECT)

gint64
dect_clock_now (void)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  gint64 fixed;

  if (epoch != NULL
      && g_ascii_string_to_signed (epoch, 10, 0, G_MAXINT32 * (gint64) 64, &fixed, NULL))
    return fixed;
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
dect_site_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DectSite *self = DECT_SITE (object);

  switch (prop_id)
    {
    case PROP_GENERATION:
      g_value_set_uint64 (value, self->generation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dect_site_dispose (GObject *object)
{
  DectSite *self = DECT_SITE (object);

  g_clear_object (&self->history);
  g_clear_object (&self->log);
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    {
      g_clear_object (&self->lists[kind]);
      g_clear_pointer (&self->records[kind], g_ptr_array_unref);
    }
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->blobs, g_hash_table_unref);
  g_clear_pointer (&self->log_entries, g_ptr_array_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  G_OBJECT_CLASS (dect_site_parent_class)->dispose (object);
}

static void
dect_site_class_init (DectSiteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dect_site_get_property;
  object_class->dispose = dect_site_dispose;

  properties[PROP_GENERATION]
      = g_param_spec_uint64 ("generation", NULL, NULL, 0, G_MAXUINT64, 0,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static GHashTable *
blobs_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

static void
dect_site_init (DectSite *self)
{
  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    self->lists[kind] = dect_item_list_new ();
  self->items = g_hash_table_new (NULL, NULL);
  self->blobs = blobs_new ();
  self->history = dect_history_new (self);
  self->log = dect_log_new (self);
  self->next_id = 1;
  self->changed = dect_clock_now ();
}

DectSite *
dect_site_new (void)
{
  DectSite *self = g_object_new (DECT_TYPE_SITE, NULL);
  g_autoptr (DectSiteInfo) info = dect_site_info_new ();

  info->head.id = DECT_SITE_ID;
  info->uuid = g_uuid_string_random ();
  dect_site_insert (self, DECT_RECORD (info), 0);
  return self;
}

DectSite *
dect_site_new_from_snapshot (DectSnapshot *snapshot)
{
  g_return_val_if_fail (snapshot != NULL, NULL);

  DectSite *self = g_object_new (DECT_TYPE_SITE, NULL);

  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    {
      guint n;
      const DectRecord *const *records = dect_snapshot_records (snapshot, kind, &n);

      for (guint i = 0; i < n; i++)
        {
          dect_site_insert (self, records[i], G_MAXUINT);
          if (records[i]->id != DECT_SITE_ID)
            self->next_id = MAX (self->next_id, records[i]->id + 1);
        }
    }
  g_hash_table_unref (self->blobs);
  self->blobs = g_hash_table_ref (dect_snapshot_get_blobs (snapshot));
  dect_log_load (self->log, dect_snapshot_get_log (snapshot));
  self->changed = dect_snapshot_get_changed (snapshot);

  /* A file of another hand may lack the identifier by which we know our records at the PBX. */
  if (dect_site_get_info (self)->uuid == NULL)
    {
      g_autoptr (DectSiteInfo) info = dect_site_info_copy (dect_site_get_info (self));

      info->uuid = g_uuid_string_random ();
      dect_site_replace (self, DECT_RECORD (info));
    }
  return self;
}

GListModel *
dect_site_list (DectSite *self, DectKind kind)
{
  g_return_val_if_fail (DECT_IS_SITE (self), NULL);
  g_return_val_if_fail (kind < DECT_N_KINDS, NULL);

  return G_LIST_MODEL (self->lists[kind]);
}

DectItemList *
dect_site_get_items (DectSite *self, DectKind kind)
{
  return self->lists[kind];
}

DectItem *
dect_site_find (DectSite *self, guint32 id)
{
  g_return_val_if_fail (DECT_IS_SITE (self), NULL);

  return g_hash_table_lookup (self->items, GUINT_TO_POINTER (id));
}

const DectRecord *
dect_site_find_record (DectSite *self, guint32 id)
{
  DectItem *item = dect_site_find (self, id);

  return item != NULL ? dect_item_get_record (item) : NULL;
}

const DectSiteInfo *
dect_site_get_info (DectSite *self)
{
  g_return_val_if_fail (DECT_IS_SITE (self), NULL);

  return DECT_SITE_INFO (
      dect_item_get_record (dect_item_list_peek (self->lists[DECT_KIND_SITE], 0)));
}

DectHistory *
dect_site_get_history (DectSite *self)
{
  g_return_val_if_fail (DECT_IS_SITE (self), NULL);

  return self->history;
}

DectLog *
dect_site_get_log (DectSite *self)
{
  g_return_val_if_fail (DECT_IS_SITE (self), NULL);

  return self->log;
}

guint64
dect_site_get_generation (DectSite *self)
{
  g_return_val_if_fail (DECT_IS_SITE (self), 0);

  return self->generation;
}

static GPtrArray *
shared_records (DectSite *self, DectKind kind)
{
  if (self->records[kind] == NULL)
    {
      guint n = dect_item_list_length (self->lists[kind]);

      self->records[kind] = g_ptr_array_new_full (n, (GDestroyNotify) dect_record_unref);
      for (guint i = 0; i < n; i++)
        {
          DectItem *item = dect_item_list_peek (self->lists[kind], i);

          g_ptr_array_add (self->records[kind], dect_record_ref (dect_item_get_record (item)));
        }
    }
  return g_ptr_array_ref (self->records[kind]);
}

DectSnapshot *
dect_site_snapshot (DectSite *self)
{
  g_return_val_if_fail (DECT_IS_SITE (self), NULL);

  if (self->snapshot == NULL)
    {
      GPtrArray *lists[DECT_N_KINDS];

      for (guint kind = 0; kind < DECT_N_KINDS; kind++)
        lists[kind] = shared_records (self, kind);
      if (self->log_entries == NULL)
        self->log_entries
            = g_ptr_array_copy (dect_log_list (self->log), (GCopyFunc) dect_log_entry_ref, NULL);
      self->snapshot
          = dect_snapshot_new (self->generation, self->changed, lists,
                               g_hash_table_ref (self->blobs), g_ptr_array_ref (self->log_entries));
    }
  return dect_snapshot_ref (self->snapshot);
}

static char *
keep_blob (DectSite *self, GBytes *bytes, const char *folder, const char *extension)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  char *name = g_strdup_printf ("%s/%.*s.%s", folder, BLOB_DIGITS, digest, extension);

  if (!g_hash_table_contains (self->blobs, name))
    {
      GHashTable *blobs = blobs_new ();
      GHashTableIter iter;
      gpointer key, value;

      g_hash_table_iter_init (&iter, self->blobs);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_hash_table_insert (blobs, g_strdup (key), g_bytes_ref (value));
      g_hash_table_insert (blobs, g_strdup (name), g_bytes_ref (bytes));
      g_hash_table_unref (self->blobs);
      self->blobs = blobs;
      g_clear_pointer (&self->snapshot, dect_snapshot_unref);
    }
  return name;
}

char *
dect_site_add_blob (DectSite *self, GBytes *bytes, const char *extension)
{
  g_return_val_if_fail (DECT_IS_SITE (self), NULL);
  g_return_val_if_fail (bytes != NULL && extension != NULL, NULL);

  return keep_blob (self, bytes, "plans", extension);
}

char *
dect_site_add_photo (DectSite *self, GBytes *bytes)
{
  g_return_val_if_fail (DECT_IS_SITE (self), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  return keep_blob (self, bytes, "photos", "jpg");
}

GBytes *
dect_site_get_blob (DectSite *self, const char *name)
{
  g_return_val_if_fail (DECT_IS_SITE (self), NULL);

  return name != NULL ? g_hash_table_lookup (self->blobs, name) : NULL;
}

guint32
dect_site_take_id (DectSite *self)
{
  return self->next_id++;
}

static void
kind_changed (DectSite *self, DectKind kind)
{
  g_clear_pointer (&self->records[kind], g_ptr_array_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
}

guint
dect_site_insert (DectSite *self, const DectRecord *record, guint position)
{
  g_autoptr (DectItem) item = dect_item_new (record);
  DectItemList *list = self->lists[record->kind];

  position = MIN (position, dect_item_list_length (list));
  kind_changed (self, record->kind);
  g_hash_table_insert (self->items, GUINT_TO_POINTER (record->id), item);
  dect_item_list_insert (list, position, item);
  return position;
}

void
dect_site_replace (DectSite *self, const DectRecord *record)
{
  kind_changed (self, record->kind);
  dect_item_set_record (dect_site_find (self, record->id), record);
}

guint
dect_site_remove (DectSite *self, guint32 id)
{
  DectItem *item = dect_site_find (self, id);
  DectItemList *list = self->lists[dect_item_get_kind (item)];
  guint position = dect_item_list_find (list, item);

  kind_changed (self, dect_item_get_kind (item));
  g_hash_table_remove (self->items, GUINT_TO_POINTER (id));
  dect_item_list_remove (list, position);
  return position;
}

void
dect_site_changed (DectSite *self)
{
  self->generation++;
  self->changed = dect_clock_now ();
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
}

void
dect_site_log_changed (DectSite *self)
{
  g_clear_pointer (&self->log_entries, g_ptr_array_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
}
