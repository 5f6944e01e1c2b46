/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/test-site.h"

#include <string.h>

/* G_TEST_OPTION_ISOLATE_DIRS leaks each folder's name, which LeakSanitizer reports. */
void
test_init (int *argc, char ***argv)
{
  g_setenv ("XDG_CONFIG_HOME", "/dev/null/none", TRUE);
  g_test_init (argc, argv, NULL);
}

void
test_record_set (DectRecord *record, const char *pairs)
{
  g_auto (GStrv) parts = g_strsplit (pairs, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');
      g_autoptr (GError) error = NULL;
      const DectField *field;

      if (*parts[i] == '\0')
        continue;
      g_assert_nonnull (value);
      *value++ = '\0';
      field = dect_kind_field (record->kind, parts[i]);
      if (field == NULL)
        g_error ("no field %s", parts[i]);
      if (field->type == DECT_FIELD_REFERENCE)
        dect_field_set_ref (field, record, (guint32) g_ascii_strtoull (value + 1, NULL, 10));
      else
        dect_field_set_text (field, record, value, &error);
      g_assert_no_error (error);
    }
}

guint32
test_site_add (DectSnapshotBuilder *builder, DectKind kind, const char *pairs)
{
  DectRecord *record = dect_record_new (kind);

  test_record_set (record, pairs);
  return dect_snapshot_builder_add (builder, record);
}

GBytes *
test_data_bytes (const char *path)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "data", path, NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (file, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

void
test_assert_text (GBytes *bytes, const char *expected)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);

  g_assert_cmpstr (text, ==, expected);
}

gboolean
test_german_locale (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-locale-XXXXXX", NULL);
  g_autofree char *locale = g_build_filename (folder, "de_DE.UTF-8", NULL);
  const char *argv[] = { "localedef", "--no-archive", "-i", "de_DE", "-f", "UTF-8", locale, NULL };

  /* It warns, and then ends with 1, but makes the locale. */
  if (!g_spawn_sync (NULL, (char **) argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, NULL, NULL)
      || !g_file_test (locale, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("there is no localedef, or it has no German");
      return FALSE;
    }
  g_setenv ("LOCPATH", folder, TRUE);
  return TRUE;
}

guint32
test_site_add_with (DectSnapshotBuilder *builder, DectKind kind, const char *format, ...)
{
  va_list args;
  g_autofree char *pairs = NULL;

  va_start (args, format);
  pairs = g_strdup_vprintf (format, args);
  va_end (args);
  return test_site_add (builder, kind, pairs);
}
