/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-imported.h"

#include <string.h>

#include "model/dect-history.h"
#include "omm/dect-omm-private.h"
#include "omm/dect-omm-writer.h"

#define EVENT "imported"

/* What the log says about one record. */
typedef struct
{
  char *digest;
  char *layout;
} Imported;

static void
imported_free (gpointer data)
{
  Imported *imported = data;

  g_free (imported->digest);
  g_free (imported->layout);
  g_free (imported);
}

static const char *
file_word (DectKind kind)
{
  return kind == DECT_KIND_RFP ? "rfp" : "handset";
}

/* --- The log -------------------------------------------------------------------------------- */

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static void
apply_keys (GHashTable *state, JsonObject *event, const char *layout)
{
  JsonNode *node = json_object_get_member (event, "keys");
  JsonObject *keys;
  JsonObjectIter iter;
  const char *key;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  keys = json_node_get_object (node);
  json_object_iter_init (&iter, keys);
  while (json_object_iter_next (&iter, &key, NULL))
    {
      Imported *imported = g_new0 (Imported, 1);

      imported->digest = g_strdup (get_text (keys, key));
      imported->layout = g_strdup (layout);
      g_hash_table_replace (state, g_strdup (key), imported);
    }
}

static void
apply_removed (GHashTable *state, JsonObject *event)
{
  JsonNode *node = json_object_get_member (event, "removed");
  JsonArray *removed;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  removed = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (removed); i++)
    {
      JsonNode *element = json_array_get_element (removed, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_hash_table_remove (state, json_node_get_string (element));
    }
}

/* key -> Imported. The log came from a file, so an entry that makes no sense is passed over. */
static GHashTable *
read_state (const DectSnapshot *snapshot, DectKind kind)
{
  GHashTable *state = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, imported_free);
  GPtrArray *log = dect_snapshot_get_log (snapshot);

  for (guint i = 0; i < log->len; i++)
    {
      const DectLogEntry *entry = g_ptr_array_index (log, i);
      g_autoptr (JsonNode) node = NULL;
      JsonObject *event;

      if (!g_str_equal (dect_log_entry_get_event (entry), EVENT))
        continue;
      node = json_from_string (dect_log_entry_get_details (entry), NULL);
      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        continue;
      event = json_node_get_object (node);
      if (g_strcmp0 (get_text (event, "file"), file_word (kind)) != 0)
        continue;
      apply_keys (state, event, get_text (event, "layout"));
      apply_removed (state, event);
    }
  return state;
}

/* --- Comparing ------------------------------------------------------------------------------ */

static char *
digest_of_record (const DectRecord *record,
                  const DectSnapshot *snapshot,
                  const DectOmmLayout *layout)
{
  guint n_columns;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (layout, &n_columns);
  g_auto (GStrv) values = g_new0 (char *, n_columns + 1);
  g_autofree char *line = NULL;

  for (guint i = 0; i < n_columns; i++)
    values[i] = dect_omm_column_dup_value (&columns[i], snapshot, record, NULL);
  line = dect_omm_join ((const char *const *) values, n_columns);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);
}

/* Layouts by id, so that each is loaded once; NULL for one that cannot be. */
static const DectOmmLayout *
get_layout (GHashTable *layouts, const DectOmmLayout *current, const char *id)
{
  gpointer found;

  if (id == NULL || g_str_equal (id, dect_omm_layout_get_id (current)))
    return current;
  if (!g_hash_table_lookup_extended (layouts, id, NULL, &found))
    {
      DectOmmLayout *layout = dect_omm_layout_load (id, NULL);

      if (layout != NULL && dect_omm_layout_get_kind (layout) != dect_omm_layout_get_kind (current))
        g_clear_pointer (&layout, dect_omm_layout_unref);
      found = layout;
      g_hash_table_insert (layouts, g_strdup (id), found);
    }
  return found;
}

static void
free_layout (gpointer layout)
{
  if (layout != NULL)
    dect_omm_layout_unref (layout);
}

static gint
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char **
keys_left (GHashTable *state)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, state);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_sort (keys, compare_text);
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (keys, FALSE);
}

static GArray *
list_for (DectOmmComparison *self,
          const DectRecord *record,
          const DectSnapshot *snapshot,
          const DectOmmLayout *layout,
          const Imported *imported)
{
  g_autofree char *digest = NULL;

  if (imported == NULL)
    return self->added;
  if (layout == NULL)
    return self->changed;
  digest = digest_of_record (record, snapshot, layout);
  return g_strcmp0 (digest, imported->digest) == 0 ? self->unchanged : self->changed;
}

DectOmmComparison *
dect_omm_compare (const DectSnapshot *snapshot, const DectOmmLayout *layout)
{
  DectOmmComparison *self;
  g_autoptr (GHashTable) state = NULL;
  g_autoptr (GHashTable) layouts = NULL;
  const DectRecord *const *records;
  guint n_records;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (layout != NULL, NULL);

  self = g_new0 (DectOmmComparison, 1);
  self->added = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->changed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->unchanged = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->invalid = g_array_new (FALSE, FALSE, sizeof (guint32));
  state = read_state (snapshot, dect_omm_layout_get_kind (layout));
  layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_layout);
  records = dect_snapshot_records (snapshot, dect_omm_layout_get_kind (layout), &n_records);
  for (guint i = 0; i < n_records; i++)
    {
      g_autofree char *key = dect_omm_record_key (records[i]);
      const Imported *imported = key != NULL ? g_hash_table_lookup (state, key) : NULL;
      const DectOmmLayout *then
          = imported != NULL ? get_layout (layouts, layout, imported->layout) : NULL;
      GArray *list
          = key != NULL ? list_for (self, records[i], snapshot, then, imported) : self->invalid;

      g_array_append_val (list, records[i]->id);
      if (key != NULL)
        g_hash_table_remove (state, key);
    }
  self->removed = keys_left (state);
  return self;
}

void
dect_omm_comparison_free (DectOmmComparison *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->added);
  g_array_unref (self->changed);
  g_array_unref (self->unchanged);
  g_array_unref (self->invalid);
  g_strfreev (self->removed);
  g_free (self);
}

GHashTable *
dect_omm_comparison_new_ids (const DectOmmComparison *self)
{
  GHashTable *ids = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (self != NULL, ids);

  for (guint i = 0; i < self->added->len; i++)
    g_hash_table_add (ids, GUINT_TO_POINTER (g_array_index (self->added, guint32, i)));
  return ids;
}

/* --- Marking -------------------------------------------------------------------------------- */

static char *
digest_of_entry (const DectOmmFile *file, guint i)
{
  guint n_columns;
  const DectOmmColumn *columns
      = dect_omm_layout_get_columns (dect_omm_file_get_layout (file), &n_columns);
  g_auto (GStrv) values = g_new0 (char *, n_columns + 1);
  g_autofree char *line = NULL;

  for (guint c = 0; c < n_columns; c++)
    values[c] = dect_omm_column_form (
        &columns[c],
        columns[c].secret ? NULL : dect_omm_file_get_value (file, i, columns[c].field));
  line = dect_omm_join ((const char *const *) values, n_columns);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);
}

static void
add_keys (JsonBuilder *builder, const DectOmmFile *file)
{
  json_builder_set_member_name (builder, "keys");
  json_builder_begin_object (builder);
  for (guint i = 0; i < dect_omm_file_get_n_records (file); i++)
    {
      g_autofree char *key = dect_omm_file_dup_key (file, i);
      g_autofree char *digest = digest_of_entry (file, i);

      json_builder_set_member_name (builder, key);
      json_builder_add_string_value (builder, digest);
    }
  json_builder_end_object (builder);
}

guint
dect_omm_mark_imported (DectSite *site, const DectOmmFile *file, const char *const *removed)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *details = NULL;
  const DectOmmLayout *layout;

  g_return_val_if_fail (DECT_IS_SITE (site), 0);
  g_return_val_if_fail (file != NULL, 0);

  layout = dect_omm_file_get_layout (file);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, file_word (dect_omm_layout_get_kind (layout)));
  json_builder_set_member_name (builder, "layout");
  json_builder_add_string_value (builder, dect_omm_layout_get_id (layout));
  add_keys (builder, file);
  if (removed != NULL && removed[0] != NULL)
    {
      json_builder_set_member_name (builder, "removed");
      json_builder_begin_array (builder);
      for (guint i = 0; removed[i] != NULL; i++)
        json_builder_add_string_value (builder, removed[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  details = json_to_string (node, FALSE);
  dect_log_append (dect_site_get_log (site), EVENT, details);
  return dect_omm_file_get_n_records (file);
}
