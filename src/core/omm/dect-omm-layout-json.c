/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-json-add.h"
#include "omm/dect-omm-layout-private.h"
#include "omm/dect-omm-private.h"

#define LAYOUT_VERSION 1
#define MAX_TEXT 1000
#define MAX_SOURCE 160 /* a site keeps the whole layout in one text of 64 KiB */

static const char *const form_ids[] = {
  "text", "number", "0/1", "mac-colon-upper", "mac-plain-lower", "ipei", NULL,
};
static const char *const rule_ids[] = { "default", "number", "count", "start", "limit", NULL };

/* --- Reading -------------------------------------------------------------------------------- */

void
dect_omm_layout_set_error (GError **error, const char *path, const char *format, ...)
{
  va_list args;
  g_autofree char *what = NULL;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_LAYOUT,
               _("The OMM file layout is not usable: %s: %s"), path, what);
}

static gboolean
check_members (JsonObject *object, const char *path, const char *const *allowed, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (allowed, l->data))
      {
        g_autofree char *place = g_strconcat (path, l->data, NULL);

        return dect_omm_layout_fail (error, place, _("no such member is known."));
      }
  return TRUE;
}

static const char *
read_text (
    JsonObject *object, const char *path, const char *member, gboolean required, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *place = g_strconcat (path, member, NULL);
  const char *text = NULL;

  if (node == NULL && !required)
    return "";
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  if (text == NULL || (required && *text == '\0') || strlen (text) > MAX_TEXT)
    {
      dect_omm_layout_set_error (error, place, _("a text is needed here."));
      return NULL;
    }
  return text;
}

static const char *
read_source (JsonObject *object, const char *path, GError **error)
{
  g_autofree char *place = g_strconcat (path, "source", NULL);
  const char *text = read_text (object, path, "source", FALSE, error);

  if (text == NULL || strlen (text) <= MAX_SOURCE)
    return text;
  dect_omm_layout_set_error (error, place, _("at most %d bytes can stand here."), MAX_SOURCE);
  return NULL;
}

static gboolean
read_number (JsonObject *object,
             const char *path,
             const char *member,
             gint64 maximum,
             guint *value,
             GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *place = g_strconcat (path, member, NULL);
  gint64 number = -1;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    number = json_node_get_int (node);
  if (number < 0 || number > maximum)
    return dect_omm_layout_fail (error, place, _("a number from 0 to %d is needed here."),
                                 (int) maximum);
  *value = (guint) number;
  return TRUE;
}

static gboolean
read_flag (
    JsonObject *object, const char *path, const char *member, gboolean *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *place = g_strconcat (path, member, NULL);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return dect_omm_layout_fail (error, place, _("true or false is needed here."));
  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_word (JsonObject *object,
           const char *path,
           const char *member,
           const char *const *words,
           guint *value,
           GError **error)
{
  g_autofree char *place = g_strconcat (path, member, NULL);
  const char *text = read_text (object, path, member, TRUE, error);

  if (text == NULL)
    return FALSE;
  for (*value = 0; words[*value] != NULL; (*value)++)
    if (g_str_equal (words[*value], text))
      return TRUE;
  return dect_omm_layout_fail (error, place, _("“%s” is not known here."), text);
}

/* An id becomes a file name and a word in files, so it is kept plain. */
gboolean
dect_omm_layout_is_id (const char *text)
{
  gsize length = strlen (text);

  return length >= 1 && length <= 40 && text[0] != '-'
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static gboolean
form_suits (DectKind kind, const char *field, DectOmmForm form)
{
  const DectField *real = dect_omm_real_field (kind, field);

  if (real == NULL)
    return form == DECT_OMM_FORM_TEXT;
  switch (real->type)
    {
    case DECT_FIELD_MAC:
      return form == DECT_OMM_FORM_MAC_COLON_UPPER || form == DECT_OMM_FORM_MAC_PLAIN_LOWER;
    case DECT_FIELD_IPEI:
      return form == DECT_OMM_FORM_IPEI;
    case DECT_FIELD_BOOL:
      return form == DECT_OMM_FORM_BOOL;
    case DECT_FIELD_INTEGER:
      return form == DECT_OMM_FORM_NUMBER;
    case DECT_FIELD_TEXT:
    case DECT_FIELD_MODEL:
      return form == DECT_OMM_FORM_TEXT;
    default:
      return FALSE;
    }
}

static gboolean
read_column (DectOmmLayout *self, JsonObject *object, const char *path, GError **error)
{
  static const char *const allowed[]
      = { "field", "form", "max_length", "verified", "source", NULL };
  DectOmmColumn *column = &self->columns[self->n_columns];
  g_autofree char *place = g_strconcat (path, "field", NULL);
  const char *field, *source;
  guint form;

  if (!check_members (object, path, allowed, error)
      || (field = read_text (object, path, "field", TRUE, error)) == NULL
      || !read_word (object, path, "form", form_ids, &form, error)
      || !read_number (object, path, "max_length", MAX_TEXT, &column->max_length, error)
      || !read_flag (object, path, "verified", &column->verified, error)
      || (source = read_source (object, path, error)) == NULL)
    return FALSE;
  if (!dect_omm_layout_is_field (self->kind, field))
    return dect_omm_layout_fail (error, place, _("“%s” is not known here."), field);
  if (!form_suits (self->kind, field, form))
    return dect_omm_layout_fail (error, place, _("“%s” cannot be written as “%s”."), field,
                                 form_ids[form]);
  if (!g_str_equal (field, "blank") && dect_omm_layout_find_column (self, field) >= 0)
    return dect_omm_layout_fail (error, place, _("“%s” is there twice."), field);
  column->field = g_intern_string (field);
  column->form = form;
  column->secret = dect_omm_layout_is_secret (self->kind, field);
  column->source = g_strdup (source);
  self->n_columns++;
  return TRUE;
}

static gboolean
read_instruction (DectOmmLayout *self, JsonObject *object, const char *path, GError **error)
{
  static const char *const allowed[]
      = { "tag", "field", "rule", "write", "verified", "source", NULL };
  DectOmmInstruction *instruction = &self->instructions[self->n_instructions];
  g_autofree char *place = g_strconcat (path, "tag", NULL);
  const char *tag, *field, *source;
  guint rule;

  if (!check_members (object, path, allowed, error)
      || (tag = read_text (object, path, "tag", TRUE, error)) == NULL
      || (field = read_text (object, path, "field", TRUE, error)) == NULL
      || !read_word (object, path, "rule", rule_ids, &rule, error)
      || (json_object_has_member (object, "write")
          && !read_flag (object, path, "write", &instruction->write, error))
      || !read_flag (object, path, "verified", &instruction->verified, error)
      || (source = read_source (object, path, error)) == NULL)
    return FALSE;
  if (strspn (tag, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen (tag))
    return dect_omm_layout_fail (error, place, _("a tag holds only a-z, 0-9 and _."));
  for (guint i = 0; i < self->n_instructions; i++)
    if (g_str_equal (self->instructions[i].tag, tag))
      return dect_omm_layout_fail (error, place, _("“%s” is there twice."), tag);
  if (!dect_omm_layout_is_field (self->kind, field)
      || (rule >= DECT_OMM_RULE_NUMBER && self->kind != DECT_KIND_HANDSET))
    return dect_omm_layout_fail (error, place, _("“%s” is not known here."), field);
  instruction->tag = g_strdup (tag);
  instruction->field = g_intern_string (field);
  instruction->rule = rule;
  instruction->source = g_strdup (source);
  self->n_instructions++;
  return TRUE;
}

typedef gboolean (*ReadElement) (DectOmmLayout *self,
                                 JsonObject *object,
                                 const char *path,
                                 GError **error);

static gboolean
read_array (DectOmmLayout *self,
            JsonObject *object,
            const char *member,
            guint maximum,
            ReadElement read_element,
            GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return dect_omm_layout_fail (error, member, _("a list is needed here."));
  array = json_node_get_array (node);
  if (json_array_get_length (array) > maximum)
    return dect_omm_layout_fail (error, member, _("at most %u entries can stand here."), maximum);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *path = g_strdup_printf ("%s/%u/", member, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return dect_omm_layout_fail (error, path, _("an object is needed here."));
      if (!read_element (self, json_node_get_object (element), path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_releases (DectOmmLayout *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "releases");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node)
      || json_array_get_length (json_node_get_array (node)) > 100)
    return dect_omm_layout_fail (error, "releases", _("a list is needed here."));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) != G_TYPE_STRING
          || dect_omm_release_number (json_node_get_string (element)) < 0)
        return dect_omm_layout_fail (error, "releases", _("a release is written like “8.1”."));
      g_strv_builder_add (builder, json_node_get_string (element));
    }
  self->releases = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_head (DectOmmLayout *self, JsonObject *object, GError **error)
{
  static const char *const allowed[] = { "version", "id",     "kind",         "title",   "releases",
                                         "charset", "source", "instructions", "columns", NULL };
  static const char *const kinds[] = { "rfp", "handset", NULL };
  static const char *const charsets[] = { "utf-8", "ascii", NULL };
  const char *id, *title, *source;
  guint version, kind, charset;

  if (!read_number (object, "", "version", G_MAXINT, &version, error))
    return FALSE;
  if (version != LAYOUT_VERSION)
    return dect_omm_layout_fail (error, "version", _("this program reads version %d."),
                                 LAYOUT_VERSION);
  if (!check_members (object, "", allowed, error)
      || (id = read_text (object, "", "id", TRUE, error)) == NULL
      || !read_word (object, "", "kind", kinds, &kind, error)
      || (title = read_text (object, "", "title", TRUE, error)) == NULL
      || !read_word (object, "", "charset", charsets, &charset, error)
      || (source = read_text (object, "", "source", FALSE, error)) == NULL
      || !read_releases (self, object, error))
    return FALSE;
  if (!dect_omm_layout_is_id (id))
    return dect_omm_layout_fail (error, "id",
                                 _("an id holds only a-z, 0-9 and -, at most 40 of them."));
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->source = g_strdup (source);
  self->kind = kind == 0 ? DECT_KIND_RFP : DECT_KIND_HANDSET;
  self->ascii = charset == 1;
  return TRUE;
}

DectOmmLayout *
dect_omm_layout_new_from_json (JsonNode *node, GError **error)
{
  g_autoptr (DectOmmLayout) self = g_new0 (DectOmmLayout, 1);
  JsonObject *object;

  g_return_val_if_fail (node != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->columns = g_new0 (DectOmmColumn, DECT_OMM_LAYOUT_MAX_COLUMNS);
  self->instructions = g_new0 (DectOmmInstruction, DECT_OMM_LAYOUT_MAX_INSTRUCTIONS);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      dect_omm_layout_set_error (error, "/", _("an object is needed here."));
      return NULL;
    }
  object = json_node_get_object (node);
  if (!read_head (self, object, error)
      || !read_array (self, object, "instructions", DECT_OMM_LAYOUT_MAX_INSTRUCTIONS,
                      read_instruction, error)
      || !read_array (self, object, "columns", DECT_OMM_LAYOUT_MAX_COLUMNS, read_column, error))
    return NULL;
  if (self->kind == DECT_KIND_RFP ? dect_omm_layout_find_column (self, "mac") < 0
                                  : (dect_omm_layout_find_column (self, "ipei") < 0
                                     && dect_omm_layout_find_column (self, "number") < 0))
    {
      dect_omm_layout_set_error (error, "columns",
                                 _("the column that tells the entries apart is missing."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* --- Writing -------------------------------------------------------------------------------- */

static void
add_columns (JsonBuilder *builder, const DectOmmLayout *self)
{
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_columns; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "field");
      json_builder_add_string_value (builder, self->columns[i].field);
      json_builder_set_member_name (builder, "form");
      json_builder_add_string_value (builder, form_ids[self->columns[i].form]);
      dect_json_add_integer (builder, "max_length", self->columns[i].max_length);
      dect_json_add_boolean (builder, "verified", self->columns[i].verified);
      json_builder_set_member_name (builder, "source");
      json_builder_add_string_value (builder, self->columns[i].source);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_instructions (JsonBuilder *builder, const DectOmmLayout *self)
{
  json_builder_set_member_name (builder, "instructions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_instructions; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "tag");
      json_builder_add_string_value (builder, self->instructions[i].tag);
      json_builder_set_member_name (builder, "field");
      json_builder_add_string_value (builder, self->instructions[i].field);
      json_builder_set_member_name (builder, "rule");
      json_builder_add_string_value (builder, rule_ids[self->instructions[i].rule]);
      if (self->instructions[i].write)
        {
          dect_json_add_boolean (builder, "write", TRUE);
        }
      dect_json_add_boolean (builder, "verified", self->instructions[i].verified);
      json_builder_set_member_name (builder, "source");
      json_builder_add_string_value (builder, self->instructions[i].source);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

JsonNode *
dect_omm_layout_to_json (const DectOmmLayout *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  dect_json_add_integer (builder, "version", LAYOUT_VERSION);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, self->id);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, self->kind == DECT_KIND_RFP ? "rfp" : "handset");
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, self->title);
  json_builder_set_member_name (builder, "releases");
  json_builder_begin_array (builder);
  for (guint i = 0; self->releases[i] != NULL; i++)
    json_builder_add_string_value (builder, self->releases[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "charset");
  json_builder_add_string_value (builder, self->ascii ? "ascii" : "utf-8");
  json_builder_set_member_name (builder, "source");
  json_builder_add_string_value (builder, self->source);
  add_instructions (builder, self);
  add_columns (builder, self);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
