/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-todo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-history.h"
#include "model/dect-ipei.h"
#include "omm/dect-omm-compare-private.h"
#include "omm/dect-omm-imported-private.h"
#include "omm/dect-omm-private.h"
#include "omm/dect-omm-writer.h"

static void
edit_free (gpointer data)
{
  DectOmmEdit *edit = data;

  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

static void
todo_free (gpointer data)
{
  DectOmmTodo *todo = data;

  g_free (todo->key);
  g_free (todo->title);
  g_free (todo->entry);
  g_ptr_array_unref (todo->edits);
  dect_omm_imported_free (todo->was);
  g_free (todo);
}

/* --- Words ----------------------------------------------------------------------------------------- */

/* "00:30:42:1B:7F:05", "00077 0115484 2", or the number of a handset without IPEI. */
static char *
dup_shown_key (DectKind kind, const char *key)
{
  DectIpei ipei;

  if (kind == DECT_KIND_RFP)
    return dect_omm_dup_mac (key);
  if (g_str_has_prefix (key, "number:"))
    return g_strdup (key + strlen ("number:"));
  return dect_ipei_parse (key, &ipei, NULL) ? dect_ipei_to_display (&ipei) : g_strdup (key);
}

/* A text as it stands in the log or a file, for a person. */
static char *
dup_shown (DectKind kind, const char *field, const char *text)
{
  const DectField *real = dect_omm_real_field (kind, field);

  if (real != NULL && real->type == DECT_FIELD_BOOL && *text != '\0')
    return g_strdup (g_str_equal (text, "0") ? _("no") : _("yes"));
  return g_strdup (text);
}

static const char *
field_label (DectKind kind, const char *field)
{
  const DectField *real = dect_kind_field (kind, field);

  if (g_str_equal (field, "building"))
    return _("Building");
  return real != NULL ? _(real->label) : field;
}

/* --- What is to do --------------------------------------------------------------------------------- */

static const char *
then (const DectOmmImported *imported, const char *field)
{
  const char *text
      = imported->values != NULL ? g_hash_table_lookup (imported->values, field) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/* The name that the entry has in the OMM, which may be another one than in the plan. */
static char *
dup_entry (DectKind kind, const char *key, const DectOmmImported *imported)
{
  const char *name = then (imported, kind == DECT_KIND_RFP ? "name" : "number");

  return name != NULL ? g_strdup (name) : dup_shown_key (kind, key);
}

/* Takes over what the log says. */
static DectOmmTodo *
todo_new (DectOmmTask task, DectKind kind, const char *key, DectOmmImported *imported)
{
  DectOmmTodo *todo = g_new0 (DectOmmTodo, 1);

  todo->task = task;
  todo->kind = kind;
  todo->key = g_strdup (key);
  todo->entry = dup_entry (kind, key, imported);
  todo->edits = g_ptr_array_new_with_free_func (edit_free);
  todo->was = imported;
  return todo;
}

static void
add_edit (DectOmmTodo *todo,
          const DectSnapshot *snapshot,
          const DectRecord *record,
          const char *field,
          const char *was)
{
  DectOmmColumn column = dect_omm_plain_column (record->kind, field);
  g_autofree char *now = dect_omm_column_dup_value (&column, snapshot, record, NULL);
  DectOmmEdit *edit;

  if (g_str_equal (now, was))
    return;
  edit = g_new0 (DectOmmEdit, 1);
  edit->label = field_label (record->kind, field);
  edit->before = dup_shown (record->kind, field, was);
  edit->after = dup_shown (record->kind, field, now);
  g_ptr_array_add (todo->edits, edit);
}

static int
compare_edits (const void *a, const void *b)
{
  return g_utf8_collate ((*(const DectOmmEdit *const *) a)->label,
                         (*(const DectOmmEdit *const *) b)->label);
}

static DectOmmTodo *
change_new (const DectSnapshot *snapshot,
            const DectRecord *record,
            const char *key,
            DectOmmImported *imported)
{
  DectOmmTodo *todo = todo_new (DECT_OMM_TASK_CHANGE, record->kind, key, imported);
  GHashTableIter iter;
  gpointer field, was;

  todo->id = record->id;
  todo->title = dect_record_title (record);
  if (imported->values == NULL)
    return todo;
  g_hash_table_iter_init (&iter, imported->values);
  while (g_hash_table_iter_next (&iter, &field, &was))
    add_edit (todo, snapshot, record, field, was);
  g_ptr_array_sort (todo->edits, compare_edits);
  return todo;
}

static DectOmmTodo *
removal_new (DectKind kind, const char *key, DectOmmImported *imported)
{
  DectOmmTodo *todo = todo_new (DECT_OMM_TASK_DELETE, kind, key, imported);
  g_autofree char *shown = dup_shown_key (kind, key);

  if (g_str_equal (shown, todo->entry))
    todo->title = g_strdup_printf (_("%s %s"), dect_kind_label (kind), shown);
  else
    /* Translators: what it is, its name in the OMM, and its MAC or IPEI: "base station Lab
     * (00:30:42:…)" */
    todo->title = g_strdup_printf (_("%s %s (%s)"), dect_kind_label (kind), todo->entry, shown);
  return todo;
}

static DectOmmImported *
steal (GHashTable *state, const char *key)
{
  gpointer stolen, imported;

  if (!g_hash_table_steal_extended (state, key, &stolen, &imported))
    return NULL;
  g_free (stolen);
  return imported;
}

GPtrArray *
dect_omm_todo_list (const DectSnapshot *snapshot, DectKind kind)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (todo_free);
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_default (kind);
  g_autoptr (DectOmmComparison) comparison = NULL;
  g_autoptr (GHashTable) state = NULL;

  g_return_val_if_fail (snapshot != NULL, list);

  comparison = dect_omm_compare (snapshot, layout);
  state = dect_omm_imported_read (snapshot, kind);
  for (guint i = 0; i < comparison->changed->len; i++)
    {
      const DectRecord *record
          = dect_snapshot_find (snapshot, g_array_index (comparison->changed, guint32, i));
      g_autofree char *key = dect_omm_record_key (record);

      g_ptr_array_add (list, change_new (snapshot, record, key, steal (state, key)));
    }
  for (char **key = comparison->removed; *key != NULL; key++)
    g_ptr_array_add (list, removal_new (kind, *key, steal (state, *key)));
  return list;
}

char *
dect_omm_todo_dup_text (const DectOmmTodo *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  if (self->task == DECT_OMM_TASK_DELETE)
    return g_strdup (_("It is gone from the plan; delete it in the OMM."));
  if (self->edits->len == 0)
    return g_strdup (_("It has changed since it was imported; compare each of its fields."));
  for (guint i = 0; i < self->edits->len; i++)
    {
      const DectOmmEdit *edit = g_ptr_array_index (self->edits, i);

      /* Translators: a field, what the OMM has and what it must be: "Room: 12 → 14" */
      g_string_append_printf (text, _("%s: %s → %s"), edit->label,
                              *edit->before != '\0' ? edit->before : "–",
                              *edit->after != '\0' ? edit->after : "–");
      if (i + 1 < self->edits->len)
        g_string_append (text, "; ");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
dect_omm_todo_dup_path (const DectOmmTodo *self, const DectSiteInfo *site, gboolean *verified)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (site != NULL, NULL);

  return dect_omm_release_dup_path (site->omm_release, self->kind, self->task, self->entry,
                                    verified);
}

/* --- Done ------------------------------------------------------------------------------------------ */

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The fields that the OMM was given at first; those of the default layout where the log does not
 * say. */
static GPtrArray *
list_fields (const DectOmmTodo *self)
{
  GPtrArray *fields;
  GHashTableIter iter;
  gpointer field;

  if (self->was->values == NULL)
    {
      g_autoptr (DectOmmLayout) layout = dect_omm_layout_default (self->kind);

      return dect_omm_imported_fields (layout);
    }
  fields = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, self->was->values);
  while (g_hash_table_iter_next (&iter, &field, NULL))
    g_ptr_array_add (fields, g_strdup (field));
  g_ptr_array_sort (fields, compare_texts);
  return fields;
}

/* Adds the record as the plan says now, or (without a snapshot) as the OMM had it. */
static void
add_values (const DectOmmTodo *self, const DectSnapshot *snapshot, JsonBuilder *builder)
{
  g_autoptr (GPtrArray) fields = list_fields (self);
  const DectRecord *record = snapshot != NULL ? dect_snapshot_find (snapshot, self->id) : NULL;

  dect_omm_imported_add_fields (builder, fields);
  json_builder_set_member_name (builder, "keys");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, self->key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < fields->len; i++)
    {
      DectOmmColumn column = dect_omm_plain_column (self->kind, g_ptr_array_index (fields, i));
      g_autofree char *text = record != NULL
                                  ? dect_omm_column_dup_value (&column, snapshot, record, NULL)
                                  : g_strdup (then (self->was, column.field));

      json_builder_add_string_value (builder, text != NULL ? text : "");
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_removed (const DectOmmTodo *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "removed");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, self->key);
  json_builder_end_array (builder);
}

/* What an old log knew of the record. */
static void
add_digest (const DectOmmTodo *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "layout");
  json_builder_add_string_value (builder, self->was->layout != NULL ? self->was->layout : "");
  json_builder_set_member_name (builder, "keys");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, self->key);
  json_builder_add_string_value (builder, self->was->digest != NULL ? self->was->digest : "");
  json_builder_end_object (builder);
}

static JsonBuilder *
begin_event (const DectOmmTodo *self)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, dect_omm_file_word (self->kind));
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, self->title);
  return builder;
}

static void
end_event (JsonBuilder *builder, DectSite *site, const char *event)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *details = NULL;

  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  details = json_to_string (node, FALSE);
  dect_log_append (dect_site_get_log (site), event, details);
}

void
dect_omm_todo_tick (const DectOmmTodo *self, DectSite *site)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (DECT_IS_SITE (site));

  snapshot = dect_site_snapshot (site);
  builder = begin_event (self);
  if (self->task == DECT_OMM_TASK_DELETE)
    add_removed (self, builder);
  else
    add_values (self, snapshot, builder);
  end_event (builder, site,
             self->task == DECT_OMM_TASK_DELETE ? DECT_OMM_EVENT_DELETED : DECT_OMM_EVENT_EDITED);
}

void
dect_omm_todo_untick (const DectOmmTodo *self, DectSite *site)
{
  g_autoptr (JsonBuilder) builder = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (DECT_IS_SITE (site));

  builder = begin_event (self);
  if (self->was->values != NULL)
    add_values (self, NULL, builder);
  else
    add_digest (self, builder);
  end_event (builder, site, DECT_OMM_EVENT_REOPENED);
}
