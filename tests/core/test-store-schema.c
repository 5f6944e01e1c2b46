/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * data/schema/site.schema.json says what the tables of fields say. After a change of the tables,
 * write it anew with HANDOVER_UPDATE=1 meson test store-schema
 */

#include "config.h"

#include "support/full-site.h"
#include "model/dect-record.h"
#include "store/dect-json-scan.h"
#include "store/dect-store.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define SCHEMA_SITE SOURCE_ROOT "/data/schema/site.schema.json"
#define SCHEMA_LOG SOURCE_ROOT "/data/schema/log.schema.json"
#define VALIDATOR SOURCE_ROOT "/tests/support/validate-json.py"

/* --- The schema out of the tables ------------------------------------------------------------ */

static gboolean
is_nullable (const DectField *field)
{
  if (field->type == DECT_FIELD_NUMBER)
    return !isnan (field->initial);
  return field->type == DECT_FIELD_INTEGER && (gint) field->initial != DECT_UNSET;
}

static void
append_choices (GString *out, const DectField *field)
{
  g_string_append (out, "\"enum\": [");
  for (const DectChoice *choice = field->choices; choice->id != NULL; choice++)
    g_string_append_printf (out, "%s\"%s\"", choice == field->choices ? "" : ", ", choice->id);
  g_string_append (out, "]");
}

static void
append_number (GString *out, const DectField *field)
{
  const char *type = field->type == DECT_FIELD_NUMBER ? "number" : "integer";
  g_autofree char *minimum = dect_number_to_text (field->minimum);
  g_autofree char *maximum = dect_number_to_text (field->maximum);

  g_string_append_printf (
      out, is_nullable (field) ? "\"type\": [\"%s\", \"null\"]" : "\"type\": \"%s\"", type);
  g_string_append_printf (out, ", \"minimum\": %s, \"maximum\": %s", minimum, maximum);
}

static void
append_field (GString *out, const DectField *field)
{
  g_string_append_printf (out, "        \"%s\": {\"title\": ", field->id);
  dect_json_append_string (out, field->label);
  g_string_append (out, ", ");
  if (field->type == DECT_FIELD_NUMBER || field->type == DECT_FIELD_INTEGER)
    append_number (out, field);
  else if (field->type == DECT_FIELD_BOOL)
    g_string_append (out, "\"type\": \"boolean\"");
  else if (field->type == DECT_FIELD_CHOICE)
    append_choices (out, field);
  else if (field->type == DECT_FIELD_REFERENCE)
    g_string_append_printf (out, "\"description\": \"id of one of %s\", \"$ref\": \"#/$defs/id\"",
                            dect_kind_id (field->target));
  else if (g_str_equal (field->id, "plan") || g_str_equal (field->id, "photo"))
    g_string_append_printf (out, "\"$ref\": \"#/$defs/%s\"", field->id);
  else
    g_string_append_printf (out, "\"$ref\": \"#/$defs/%s\"",
                            field->type == DECT_FIELD_NOTE ? "note" : "text");
  g_string_append_c (out, '}');
}

static void
append_required (GString *out, DectKind kind)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (kind, &n_fields);

  if (kind == DECT_KIND_SITE)
    return;
  g_string_append (out, "      \"required\": [\"id\"");
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].flags & DECT_FIELD_OWNER)
      g_string_append_printf (out, ", \"%s\"", fields[i].id);
  g_string_append (out, "],\n");
}

static void
append_kind (GString *out, DectKind kind)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (kind, &n_fields);

  g_string_append_printf (out, ",\n    \"%s\": {\n      \"type\": \"object\",\n",
                          dect_kind_id (kind));
  append_required (out, kind);
  g_string_append (out, "      \"properties\": {\n");
  if (kind != DECT_KIND_SITE)
    g_string_append (out, "        \"id\": {\"$ref\": \"#/$defs/id\"},\n");
  for (guint i = 0; i < n_fields; i++)
    {
      append_field (out, &fields[i]);
      g_string_append (out, i + 1 < n_fields ? ",\n" : "\n");
    }
  g_string_append (out, "      }\n    }");
}

static char *
make_schema (void)
{
  GString *out = g_string_new (
      "{\n"
      "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
      "  \"title\": \"Handover site\",\n"
      "  \"description\": \"site.json of a .handover file: everything planned. Made from the "
      "program's tables of fields by the test "
      "store-schema. A field left out has the value of a new record; null means cleared. Members "
      "that are not named here are "
      "kept. Ids are unique across all lists.\",\n"
      "  \"type\": \"object\",\n"
      "  \"required\": [\"format\", \"version\", \"site\"],\n"
      "  \"properties\": {\n"
      "    \"format\": {\"const\": \"handover-site\"},\n"
      "    \"version\": {\"const\": 1},\n"
      "    \"changed\": {\"description\": \"last change of the plan, UTC\", \"type\": \"string\", "
      "\"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$\"}");

  for (DectKind kind = DECT_KIND_SITE; kind < DECT_N_KINDS; kind++)
    g_string_append_printf (
        out,
        kind == DECT_KIND_SITE
            ? ",\n    \"%s\": {\"$ref\": \"#/$defs/%s\"}"
            : ",\n    \"%s\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/%s\"}}",
        dect_kind_id (kind), dect_kind_id (kind));
  g_string_append_printf (out,
                          "\n  },\n"
                          "  \"$defs\": {\n"
                          "    \"id\": {\"type\": \"integer\", \"minimum\": 1, \"maximum\": %d},\n"
                          "    \"text\": {\"type\": \"string\", \"not\": {\"pattern\": "
                          "\"[\\\\u0000-\\\\u001f\\\\u007f-\\\\u009f]\"}},\n"
                          "    \"note\": {\"type\": \"string\", \"not\": {\"pattern\": "
                          "\"[\\\\u0000-\\\\u0008\\\\u000b-\\\\u001f\\\\u007f-\\\\u009f]\"}},\n"
                          "    \"plan\": {\"type\": \"string\", \"pattern\": "
                          "\"^plans/[0-9A-Za-z_-][0-9A-Za-z._-]{0,99}$\"},\n"
                          "    \"photo\": {\"type\": \"string\", \"pattern\": "
                          "\"^photos/[0-9A-Za-z_-][0-9A-Za-z._-]{0,99}$\"}",
                          DECT_STORE_MAX_ID);
  for (DectKind kind = DECT_KIND_SITE; kind < DECT_N_KINDS; kind++)
    append_kind (out, kind);
  g_string_append (out, "\n  }\n}\n");
  return g_string_free (out, FALSE);
}

static void
test_agrees (void)
{
  g_autofree char *made = make_schema ();
  g_autofree char *stored = NULL;

  if (g_getenv ("HANDOVER_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (SCHEMA_SITE, made, -1, NULL));
  g_assert_true (g_file_get_contents (SCHEMA_SITE, &stored, NULL, NULL));
  /* Not compared as a whole by g_assert_cmpstr (), which would print both. */
  if (!g_str_equal (stored, made))
    g_error ("%s and the tables of fields differ; see the head of this test", SCHEMA_SITE);
}

/* --- Files against it ------------------------------------------------------------------------ */

typedef struct
{
  char *folder;
  GPtrArray *paths;
} Files;

static void
files_add (Files *files, const char *content, gssize length)
{
  g_autofree char *name = g_strdup_printf ("%u.json", files->paths->len);
  char *path = g_build_filename (files->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, length, NULL));
  g_ptr_array_add (files->paths, path);
}

static void
files_start (Files *files)
{
  files->folder = g_dir_make_tmp ("handover-schema-XXXXXX", NULL);
  files->paths = g_ptr_array_new_with_free_func (g_free);
}

static void
files_end (Files *files)
{
  for (guint i = 0; i < files->paths->len; i++)
    g_unlink (files->paths->pdata[i]);
  g_assert_cmpint (g_rmdir (files->folder), ==, 0);
  g_free (files->folder);
  g_ptr_array_unref (files->paths);
}

/* One answer a file, or NULL when there is no Python with jsonschema. */
static char **
validate (const char *schema, Files *files)
{
  const char *python = g_getenv ("HANDOVER_PYTHON");
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  gint status;
  char **answers;

  if (python == NULL || *python == '\0')
    {
      g_test_skip ("there is no Python with the module jsonschema");
      return NULL;
    }
  g_ptr_array_add (argv, (char *) python);
  g_ptr_array_add (argv, (char *) VALIDATOR);
  g_ptr_array_add (argv, (char *) schema);
  for (guint i = 0; i < files->paths->len; i++)
    g_ptr_array_add (argv, files->paths->pdata[i]);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  answers = g_strsplit (g_strchomp (out), "\n", -1);
  g_assert_cmpuint (g_strv_length (answers), ==, files->paths->len);
  return answers;
}

static char *
dup_entry (GBytes *zip, const char *name)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  char *text = NULL;

  archive_read_support_format_zip (archive);
  archive_read_open_memory (archive, g_bytes_get_data (zip, NULL), g_bytes_get_size (zip));
  while (text == NULL && archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    if (g_str_equal (archive_entry_pathname (entry), name))
      {
        text = g_malloc0 (archive_entry_size (entry) + 1);
        archive_read_data (archive, text, archive_entry_size (entry));
      }
  archive_read_free (archive);
  return text;
}

static void
test_written (void)
{
  g_autoptr (DectSnapshot) full = full_site_new ();
  g_autoptr (DectSnapshot) empty = dect_snapshot_builder_end (dect_snapshot_builder_new ());
  DectSnapshot *sites[] = { full, empty };
  static const char *const entries[] = { "site.json", "log.json" };
  static const char *const schemas[] = { SCHEMA_SITE, SCHEMA_LOG };

  for (guint e = 0; e < G_N_ELEMENTS (entries); e++)
    {
      Files files;
      g_auto (GStrv) answers = NULL;

      files_start (&files);
      for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
        {
          g_autoptr (GBytes) zip = dect_store_write_bytes (sites[i], NULL);
          g_autofree char *text = dup_entry (zip, entries[e]);

          files_add (&files, text, -1);
        }
      answers = validate (schemas[e], &files);
      for (guint i = 0; answers != NULL && answers[i] != NULL; i++)
        g_assert_cmpstr (answers[i], ==, "valid");
      files_end (&files);
    }
}

/* A value that @field must not have, as JSON; NULL when there is none. */
static char *
wrong_value (const DectField *field, guint which)
{
  gboolean number = field->type == DECT_FIELD_NUMBER || field->type == DECT_FIELD_INTEGER;

  if (which == 0)
    return g_strdup (dect_field_is_text (field) ? "1" : "[]");
  if (which == 1 && number)
    return g_strdup_printf ("%.0f", floor (field->minimum) - 1);
  if (which == 2 && number)
    return g_strdup_printf ("%.0f", ceil (field->maximum) + 1);
  if (which == 3 && field->type == DECT_FIELD_INTEGER)
    return g_strdup_printf ("%.0f.5", field->minimum);
  if (which == 4 && !number)
    return g_strdup ("null");
  if (which == 5 && field->type == DECT_FIELD_CHOICE)
    return g_strdup ("\"nonsense\"");
  if (which == 6 && dect_field_is_text (field))
    return g_strdup ("\"bell\\u0007\"");
  if (which == 7 && g_str_equal (field->id, "plan"))
    return g_strdup ("\"plans/../x.png\"");
  if (which == 7 && g_str_equal (field->id, "photo"))
    return g_strdup ("\"plans/x.jpg\"");
  if (which == 8 && field->type == DECT_FIELD_REFERENCE)
    return g_strdup ("0");
  if (which == 9 && number && !is_nullable (field))
    return g_strdup ("null");
  return NULL;
}

/* A site with one record of @kind whose @field is @value, and everything it needs to hang on. */
static char *
site_with (DectKind kind, const DectField *wanted, const char *value)
{
  GString *out = g_string_new ("{\"format\": \"handover-site\", \"version\": 1, \"site\": {");
  guint n_fields;
  const DectField *fields;

  if (kind == DECT_KIND_SITE)
    g_string_append_printf (out, "\"%s\": %s", wanted->id, value);
  g_string_append_c (out, '}');
  for (DectKind k = DECT_KIND_SITE + 1; k <= kind; k++)
    {
      g_string_append_printf (out, ", \"%s\": [{\"id\": %u", dect_kind_id (k), k);
      fields = dect_kind_fields (k, &n_fields);
      for (guint i = 0; i < n_fields; i++)
        if (k == kind && &fields[i] == wanted)
          g_string_append_printf (out, ", \"%s\": %s", wanted->id, value);
        else if (fields[i].flags & DECT_FIELD_OWNER)
          g_string_append_printf (out, ", \"%s\": %u", fields[i].id, fields[i].target);
      g_string_append (out, "}]");
    }
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

/* What the schema refuses, the reader refuses, for every field. */
static void
test_refused_alike (void)
{
  Files files;
  g_auto (GStrv) answers = NULL;

  files_start (&files);
  for (DectKind kind = DECT_KIND_SITE; kind < DECT_N_KINDS; kind++)
    {
      guint n_fields;
      const DectField *fields = dect_kind_fields (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        for (guint which = 0; which < 10; which++)
          {
            g_autofree char *value = wrong_value (&fields[i], which);
            g_autofree char *text = value != NULL ? site_with (kind, &fields[i], value) : NULL;
            g_autoptr (GBytes) bytes = NULL;
            g_autoptr (GError) error = NULL;

            if (text == NULL)
              continue;
            bytes = g_bytes_new (text, strlen (text));
            if (dect_store_read_bytes (bytes, &error) != NULL)
              g_error ("%s is read", text);
            g_assert_true (error->domain == DECT_STORE_ERROR);
            files_add (&files, text, -1);
          }
    }
  answers = validate (SCHEMA_SITE, &files);
  for (guint i = 0; answers != NULL && answers[i] != NULL; i++)
    if (!g_str_has_prefix (answers[i], "invalid"))
      {
        g_autofree char *text = NULL;

        g_file_get_contents (files.paths->pdata[i], &text, NULL, NULL);
        g_error ("the schema allows %s", text);
      }
  files_end (&files);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/schema/agrees", test_agrees);
  g_test_add_func ("/store/schema/written", test_written);
  g_test_add_func ("/store/schema/refused-alike", test_refused_alike);
  return g_test_run ();
}
