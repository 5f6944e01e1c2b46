/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"
#include "config.h"

#include "store/dect-csv-index.h"

#define MAX_KEYS 3

struct _DectCsvIndex
{
  DectSnapshot *snapshot;
  guint32 first_new;
  guint32 next_new;
  GHashTable *planned; /* id -> DectRecord */
  GArray *order;       /* of guint32: ids of planned, as they came */
  GHashTable *keys;    /* text -> GArray of guint32 */
};

static char *
make_key (DectKind kind, const char *field, guint32 owner, const char *text)
{
  /* The text comes last, so that nothing in it can be taken for another part. */
  return g_strdup_printf ("%u %s %u %s", (guint) kind, field, owner, text);
}

/* The names under which rows find a record; at most MAX_KEYS. */
static guint
keys_of (const DectRecord *record, char **keys)
{
  static const struct
  {
    DectKind kind;
    const char *field;
  } names[] = {
    { DECT_KIND_BUILDING, "name" }, { DECT_KIND_FLOOR, "name" },     { DECT_KIND_SWITCH, "name" },
    { DECT_KIND_RFP, "mac" },       { DECT_KIND_RFP, "name" },       { DECT_KIND_RFP, "number" },
    { DECT_KIND_HANDSET, "ipei" },  { DECT_KIND_HANDSET, "number" }, { DECT_KIND_LINK, "from" },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = NULL;
      guint32 owner = 0;

      if (names[i].kind != record->kind)
        continue;
      text = dect_field_dup_text (dect_kind_field (record->kind, names[i].field), record);
      if (*text == '\0')
        continue;
      if (record->kind == DECT_KIND_LINK)
        owner = DECT_LINK (record)->to;
      else if (record->kind == DECT_KIND_FLOOR)
        {
          owner = DECT_FLOOR (record)->building;
          keys[n++] = make_key (record->kind, names[i].field, 0, text);
        }
      keys[n++] = make_key (record->kind, names[i].field, owner, text);
    }

  g_assert (n <= MAX_KEYS);
  return n;
}

static void
add_keys (DectCsvIndex *self, const DectRecord *record)
{
  char *keys[MAX_KEYS];
  guint n = keys_of (record, keys);

  for (guint i = 0; i < n; i++)
    {
      GArray *ids = g_hash_table_lookup (self->keys, keys[i]);

      if (ids == NULL)
        {
          ids = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_hash_table_insert (self->keys, keys[i], ids);
        }
      else
        g_free (keys[i]);
      g_array_append_val (ids, record->id);
    }
}

static void
remove_keys (DectCsvIndex *self, const DectRecord *record)
{
  char *keys[MAX_KEYS];
  guint n = keys_of (record, keys);

  for (guint i = 0; i < n; i++)
    {
      GArray *ids = g_hash_table_lookup (self->keys, keys[i]);

      for (guint j = 0; ids != NULL && j < ids->len; j++)
        {
          if (g_array_index (ids, guint32, j) == record->id)
            {
              g_array_remove_index (ids, j);
              break;
            }
        }
      g_free (keys[i]);
    }
}

DectCsvIndex *
dect_csv_index_new (DectSnapshot *snapshot)
{
  g_return_val_if_fail (snapshot != NULL, NULL);

  DectCsvIndex *self = g_new0 (DectCsvIndex, 1);

  self->snapshot = dect_snapshot_ref (snapshot);
  self->planned = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) dect_record_unref);
  self->order = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->keys
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  /* The site's own record has the highest id there is, and no rows. */
  for (guint kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    {
      guint n;
      const DectRecord *const *records = dect_snapshot_records (snapshot, (DectKind) kind, &n);

      for (guint i = 0; i < n; i++)
        {
          self->first_new = MAX (self->first_new, records[i]->id);
          add_keys (self, records[i]);
        }
    }

  self->next_new = ++self->first_new;
  return self;
}

void
dect_csv_index_free (DectCsvIndex *self)
{
  if (self == NULL)
    return;

  dect_snapshot_unref (self->snapshot);
  g_hash_table_unref (self->planned);
  g_array_unref (self->order);
  g_hash_table_unref (self->keys);
  g_free (self);
}

const DectRecord *
dect_csv_index_find (const DectCsvIndex *self, guint32 id)
{
  const DectRecord *record = g_hash_table_lookup (self->planned, GUINT_TO_POINTER (id));

  return record != NULL ? record : dect_snapshot_find (self->snapshot, id);
}

guint32
dect_csv_index_put (DectCsvIndex *self, DectRecord *record)
{
  const DectRecord *old;

  if (record->id == 0)
    record->id = self->next_new++;

  old = dect_csv_index_find (self, record->id);
  if (old != NULL)
    remove_keys (self, old);
  if (!g_hash_table_contains (self->planned, GUINT_TO_POINTER (record->id)))
    g_array_append_val (self->order, record->id);
  add_keys (self, record);
  g_hash_table_insert (self->planned, GUINT_TO_POINTER (record->id), record);
  return record->id;
}

gboolean
dect_csv_index_is_new (const DectCsvIndex *self, guint32 id)
{
  return id >= self->first_new;
}

GPtrArray *
dect_csv_index_list_changed (const DectCsvIndex *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GPtrArray *list = g_ptr_array_new ();

  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    {
      for (guint i = 0; i < self->order->len; i++)
        {
          guint32 id = g_array_index (self->order, guint32, i);
          DectRecord *record = g_hash_table_lookup (self->planned, GUINT_TO_POINTER (id));

          if (record->kind == (DectKind) kind)
            g_ptr_array_add (list, record);
        }
    }

  return list;
}

GPtrArray *
dect_csv_index_list (const DectCsvIndex *self, DectKind kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  GPtrArray *list = g_ptr_array_new ();
  guint n;
  const DectRecord *const *records = dect_snapshot_records (self->snapshot, kind, &n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list, (void *) dect_csv_index_find (self, records[i]->id));
  for (guint i = 0; i < self->order->len; i++)
    {
      guint32 id = g_array_index (self->order, guint32, i);
      const DectRecord *record = dect_csv_index_find (self, id);

      if (dect_csv_index_is_new (self, id) && record->kind == kind)
        g_ptr_array_add (list, (void *) record);
    }

  return list;
}

const guint32 *
dect_csv_index_ids (const DectCsvIndex *self,
                    DectKind kind,
                    const char *field,
                    guint32 owner,
                    const char *text,
                    guint *n_ids)
{
  g_autofree char *key = NULL;
  GArray *ids = NULL;

  if (text != NULL && *text != '\0')
    {
      key = make_key (kind, field, owner, text);
      ids = g_hash_table_lookup (self->keys, key);
    }

  *n_ids = ids != NULL ? ids->len : 0;
  return ids != NULL ? (const guint32 *) (void *) ids->data : NULL;
}
