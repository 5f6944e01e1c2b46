/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-imported-private.h"

#include <string.h>

#include "model/dect-history.h"
#include "omm/dect-omm-private.h"
#include "omm/dect-omm-writer.h"

void
dect_omm_imported_free (gpointer data)
{
  DectOmmImported *imported = data;

  g_clear_pointer (&imported->values, g_hash_table_unref);
  g_free (imported->digest);
  g_free (imported->layout);
  g_free (imported);
}

const char *
dect_omm_file_word (DectKind kind)
{
  return kind == DECT_KIND_RFP ? "rfp" : "handset";
}

DectOmmColumn
dect_omm_plain_column (DectKind kind, const char *field)
{
  const DectField *real = dect_omm_real_field (kind, field);
  DectOmmColumn column = { .field = field, .form = DECT_OMM_FORM_TEXT };

  if (real == NULL)
    return column;
  if (real->type == DECT_FIELD_BOOL)
    column.form = DECT_OMM_FORM_BOOL;
  else if (real->type == DECT_FIELD_INTEGER)
    column.form = DECT_OMM_FORM_NUMBER;
  else if (real->type == DECT_FIELD_MAC)
    column.form = DECT_OMM_FORM_MAC_COLON_UPPER;
  else if (real->type == DECT_FIELD_IPEI)
    column.form = DECT_OMM_FORM_IPEI;
  return column;
}

/* --- The log -------------------------------------------------------------------------------- */

static const char *
node_text (JsonNode *node)
{
  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Values that are missing at the end are empty. */
static GHashTable *
read_values (JsonArray *fields, JsonArray *texts)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      const char *field = node_text (json_array_get_element (fields, i));
      const char *text = i < json_array_get_length (texts)
                             ? node_text (json_array_get_element (texts, i))
                             : NULL;

      if (field != NULL)
        g_hash_table_insert (values, g_strdup (field), g_strdup (text != NULL ? text : ""));
    }
  return values;
}

static void
apply_keys (GHashTable *state, JsonObject *event)
{
  JsonNode *node = json_object_get_member (event, "keys");
  JsonArray *fields = get_array (event, "fields");
  JsonObject *keys;
  JsonObjectIter iter;
  const char *key;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  keys = json_node_get_object (node);
  json_object_iter_init (&iter, keys);
  while (json_object_iter_next (&iter, &key, NULL))
    {
      DectOmmImported *imported = g_new0 (DectOmmImported, 1);
      JsonArray *texts = get_array (keys, key);

      if (fields != NULL && texts != NULL)
        imported->values = read_values (fields, texts);
      else
        imported->digest = g_strdup (node_text (json_object_get_member (keys, key)));
      imported->layout = g_strdup (node_text (json_object_get_member (event, "layout")));
      g_hash_table_replace (state, g_strdup (key), imported);
    }
}

static void
apply_removed (GHashTable *state, JsonObject *event)
{
  JsonArray *removed = get_array (event, "removed");

  for (guint i = 0; removed != NULL && i < json_array_get_length (removed); i++)
    {
      const char *key = node_text (json_array_get_element (removed, i));

      if (key != NULL)
        g_hash_table_remove (state, key);
    }
}

static gboolean
is_ours (const DectLogEntry *entry)
{
  static const char *const events[] = { DECT_OMM_EVENT_IMPORTED, DECT_OMM_EVENT_EDITED,
                                        DECT_OMM_EVENT_DELETED, DECT_OMM_EVENT_REOPENED, NULL };

  return g_strv_contains (events, dect_log_entry_get_event (entry));
}

/* The log came from a file, so an entry that makes no sense is passed over. */
GHashTable *
dect_omm_imported_read (const DectSnapshot *snapshot, DectKind kind)
{
  GHashTable *state
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dect_omm_imported_free);
  GPtrArray *log = dect_snapshot_get_log (snapshot);

  for (guint i = 0; i < log->len; i++)
    {
      const DectLogEntry *entry = g_ptr_array_index (log, i);
      g_autoptr (JsonNode) node = NULL;
      JsonObject *event;

      if (!is_ours (entry))
        continue;
      node = json_from_string (dect_log_entry_get_details (entry), NULL);
      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        continue;
      event = json_node_get_object (node);
      if (g_strcmp0 (node_text (json_object_get_member (event, "file")), dect_omm_file_word (kind))
          != 0)
        continue;
      apply_keys (state, event);
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

static gboolean
values_are (GHashTable *values, const DectRecord *record, const DectSnapshot *snapshot)
{
  GHashTableIter iter;
  gpointer field, then;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &field, &then))
    {
      DectOmmColumn column = dect_omm_plain_column (record->kind, field);
      g_autofree char *now = dect_omm_column_dup_value (&column, snapshot, record, NULL);

      if (!g_str_equal (now, then))
        return FALSE;
    }
  return TRUE;
}

static GArray *
list_for (DectOmmComparison *self,
          const DectRecord *record,
          const DectSnapshot *snapshot,
          const DectOmmLayout *layout,
          const DectOmmImported *imported)
{
  g_autofree char *digest = NULL;

  if (imported == NULL)
    return self->added;
  if (imported->values != NULL)
    return values_are (imported->values, record, snapshot) ? self->unchanged : self->changed;
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
  state = dect_omm_imported_read (snapshot, dect_omm_layout_get_kind (layout));
  layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_layout);
  records = dect_snapshot_records (snapshot, dect_omm_layout_get_kind (layout), &n_records);
  for (guint i = 0; i < n_records; i++)
    {
      g_autofree char *key = dect_omm_record_key (records[i]);
      const DectOmmImported *imported = key != NULL ? g_hash_table_lookup (state, key) : NULL;
      const DectOmmLayout *then = imported != NULL && imported->values == NULL
                                      ? get_layout (layouts, layout, imported->layout)
                                      : NULL;
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

GPtrArray *
dect_omm_imported_fields (const DectOmmLayout *layout)
{
  guint n_columns;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (layout, &n_columns);
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_columns; i++)
    if (!columns[i].secret && !g_str_equal (columns[i].field, "blank"))
      g_ptr_array_add (fields, g_strdup (columns[i].field));
  return fields;
}

void
dect_omm_imported_add_fields (JsonBuilder *builder, GPtrArray *fields)
{
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (guint i = 0; i < fields->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (fields, i));
  json_builder_end_array (builder);
}

static void
add_record (JsonBuilder *builder, const DectOmmFile *file, guint i, GPtrArray *fields)
{
  DectKind kind = dect_omm_layout_get_kind (dect_omm_file_get_layout (file));

  json_builder_begin_array (builder);
  for (guint f = 0; f < fields->len; f++)
    {
      DectOmmColumn column = dect_omm_plain_column (kind, g_ptr_array_index (fields, f));
      g_autofree char *text
          = dect_omm_column_form (&column, dect_omm_file_get_value (file, i, column.field));

      json_builder_add_string_value (builder, text);
    }
  json_builder_end_array (builder);
}

static guint
add_new_records (JsonBuilder *builder, const DectOmmFile *file, GHashTable *state)
{
  g_autoptr (GPtrArray) fields = dect_omm_imported_fields (dect_omm_file_get_layout (file));
  guint n = 0;

  dect_omm_imported_add_fields (builder, fields);
  json_builder_set_member_name (builder, "keys");
  json_builder_begin_object (builder);
  for (guint i = 0; i < dect_omm_file_get_n_records (file); i++)
    {
      g_autofree char *key = dect_omm_file_dup_key (file, i);

      if (g_hash_table_contains (state, key))
        continue;
      json_builder_set_member_name (builder, key);
      add_record (builder, file, i, fields);
      n++;
    }
  json_builder_end_object (builder);
  return n;
}

guint
dect_omm_mark_imported (DectSite *site, const DectOmmFile *file, const char *name)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GHashTable) state = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *details = NULL;
  const DectOmmLayout *layout;
  guint n;

  g_return_val_if_fail (DECT_IS_SITE (site), 0);
  g_return_val_if_fail (file != NULL, 0);

  layout = dect_omm_file_get_layout (file);
  snapshot = dect_site_snapshot (site);
  state = dect_omm_imported_read (snapshot, dect_omm_layout_get_kind (layout));
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, dect_omm_file_word (dect_omm_layout_get_kind (layout)));
  json_builder_set_member_name (builder, "layout");
  json_builder_add_string_value (builder, dect_omm_layout_get_id (layout));
  if (name != NULL)
    {
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, name);
    }
  n = add_new_records (builder, file, state);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  details = json_to_string (node, FALSE);
  dect_log_append (dect_site_get_log (site), DECT_OMM_EVENT_IMPORTED, details);
  return n;
}
