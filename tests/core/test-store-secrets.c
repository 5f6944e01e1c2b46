/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/dect-secrets.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define IPEI "0007701154842"
#define SECRET "s3cret\"\\ \xc3\xa4"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("handover-secrets-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "secrets.json", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_chmod (fixture->path, 0600);
  g_unlink (fixture->path);
  g_rmdir (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
put_file (Fixture *fixture, const char *content, gint mode)
{
  g_assert_true (g_file_set_contents (fixture->path, content, -1, NULL));
  g_assert_cmpint (g_chmod (fixture->path, mode), ==, 0);
}

static DectSecrets *
sample (void)
{
  DectSecrets *secrets = dect_secrets_new ();

  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD, SECRET);
  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_PBX_PASSWORD, "pbx");
  dect_secrets_set (secrets, IPEI, DECT_SECRETS_AC, "4711");
  dect_secrets_set (secrets, IPEI, DECT_SECRETS_SIP_PASSWORD, "sip");
  dect_secrets_set (secrets, "as typed", DECT_SECRETS_AC, "0815");
  return secrets;
}

static void
test_get_set (void)
{
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (DectSecrets) copy = NULL;
  g_auto (GStrv) scopes = NULL;
  g_auto (GStrv) keys = NULL;

  g_assert_true (dect_secrets_is_empty (secrets));
  g_assert_true (dect_secrets_is_empty (NULL));
  g_assert_null (dect_secrets_get (NULL, DECT_SECRETS_SITE, "ac"));
  g_assert_null (dect_secrets_get (secrets, IPEI, "ac"));
  dect_secrets_set (secrets, IPEI, "ac", NULL);
  g_assert_true (dect_secrets_is_empty (secrets));

  dect_secrets_set (secrets, IPEI, "ac", "1");
  dect_secrets_set (secrets, IPEI, "ac", "2");
  dect_secrets_set (secrets, DECT_SECRETS_SITE, "b", "x");
  dect_secrets_set (secrets, DECT_SECRETS_SITE, "a", "y");
  g_assert_cmpstr (dect_secrets_get (secrets, IPEI, "ac"), ==, "2");
  dect_secrets_set (secrets, IPEI, "ac", dect_secrets_get (secrets, IPEI, "ac"));
  g_assert_cmpstr (dect_secrets_get (secrets, IPEI, "ac"), ==, "2");
  scopes = dect_secrets_list_scopes (secrets);
  g_assert_cmpuint (g_strv_length (scopes), ==, 2);
  g_assert_cmpstr (scopes[0], ==, IPEI);
  keys = dect_secrets_list_keys (secrets, DECT_SECRETS_SITE);
  g_assert_cmpstr (keys[0], ==, "a");
  g_assert_cmpstr (keys[1], ==, "b");

  copy = dect_secrets_copy (secrets);
  g_assert_true (dect_secrets_equal (secrets, copy));
  dect_secrets_set (copy, IPEI, "ac", "");
  g_assert_null (dect_secrets_get (copy, IPEI, "ac"));
  g_assert_cmpstr (dect_secrets_get (secrets, IPEI, "ac"), ==, "2");
  g_assert_false (dect_secrets_equal (secrets, copy));
  dect_secrets_merge (copy, secrets);
  g_assert_true (dect_secrets_equal (secrets, copy));
  dect_secrets_remove (copy, IPEI);
  dect_secrets_remove (copy, DECT_SECRETS_SITE);
  g_assert_true (dect_secrets_is_empty (copy));
}

static void
test_boxed (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (DectSecrets) secrets = sample ();

  g_value_init (&value, DECT_TYPE_SECRETS);
  g_value_set_boxed (&value, secrets);
  g_assert_true (dect_secrets_equal (secrets, g_value_get_boxed (&value)));
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSecrets) secrets = sample ();
  g_autoptr (DectSecrets) loaded = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  /* What was open to others is closed when secrets go in. */
  put_file (fixture, "old", 0644);
  dect_secrets_save (secrets, fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 07777, ==, 0600);
  loaded = dect_secrets_load (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (dect_secrets_equal (secrets, loaded));

  g_assert_true (g_file_get_contents (fixture->path, &first, NULL, NULL));
  g_assert_true (dect_secrets_save (loaded, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &second, NULL, NULL));
  g_assert_cmpstr (first, ==, second);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (DectSecrets) loaded = NULL;
  g_autoptr (GError) error = NULL;

  dect_secrets_save (secrets, fixture->path, &error);
  g_assert_no_error (error);
  loaded = dect_secrets_load (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (dect_secrets_is_empty (loaded));
}

static void
test_spellings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSecrets) loaded = NULL;
  g_autoptr (GError) error = NULL;

  put_file (
      fixture,
      "{\"handsets\": {\"00077 0115484 2\": {\"ac\": \"1\"}, \"what\": {\"ac\": \"\\u00e4\"}}}",
      0400);
  loaded = dect_secrets_load (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dect_secrets_get (loaded, IPEI, "ac"), ==, "1");
  g_assert_cmpstr (dect_secrets_get (loaded, "what", "ac"), ==, "\xc3\xa4");
}

static const struct
{
  const char *name;
  const char *content;
  gint mode;
  gint code;
} rejects[] = {
  { "group", "{}", 0640, DECT_SECRETS_ERROR_PERMISSIONS },
  { "others", "{}", 0604, DECT_SECRETS_ERROR_PERMISSIONS },
  { "writable", "{}", 0602, DECT_SECRETS_ERROR_PERMISSIONS },
  { "nothing", "", 0600, DECT_SECRETS_ERROR_SYNTAX },
  { "syntax", "{\"site\": {\"omm-password\": \"hunter2\",}}", 0600, DECT_SECRETS_ERROR_SYNTAX },
  { "open-end", "{\"site\": {\"omm-password\": \"hunter2", 0600, DECT_SECRETS_ERROR_SYNTAX },
  { "behind", "{} \"hunter2\"", 0600, DECT_SECRETS_ERROR_SYNTAX },
  { "latin-1", "{\"site\": {\"omm-password\": \"hunter2\xe4\"}}", 0600, DECT_SECRETS_ERROR_SYNTAX },
  { "list", "[\"hunter2\"]", 0600, DECT_SECRETS_ERROR_FORM },
  { "number", "{\"site\": {\"hunter2\": 1}}", 0600, DECT_SECRETS_ERROR_FORM },
  { "scope", "{\"site\": \"hunter2\"}", 0600, DECT_SECRETS_ERROR_FORM },
  { "handset", "{\"handsets\": {\"hunter2\": \"hunter2\"}}", 0600, DECT_SECRETS_ERROR_FORM },
  { "handset-site", "{\"handsets\": {\"site\": {\"omm-password\": \"hunter2\"}}}", 0600,
    DECT_SECRETS_ERROR_FORM },
  { "no-name", "{\"handsets\": {\"\": {}}}", 0600, DECT_SECRETS_ERROR_FORM },
  { "unknown", "{\"hunter2\": {}}", 0600, DECT_SECRETS_ERROR_FORM },
};

static void
test_reject (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (DectSecrets) loaded = NULL;
  g_autoptr (GError) error = NULL;

  put_file (fixture, rejects[i].content, rejects[i].mode);
  loaded = dect_secrets_load (fixture->path, &error);
  g_assert_null (loaded);
  g_assert_error (error, DECT_SECRETS_ERROR, rejects[i].code);
  g_assert_null (strstr (error->message, "hunter2"));
  g_assert_nonnull (strstr (error->message, fixture->path));
}

static void
expect_load_error (const char *path, gint code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_secrets_load (path, &error));
  g_assert_error (error, DECT_SECRETS_ERROR, code);
}

static void
test_reject_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (DECT_SECRETS_MAX_BYTES + 1, ' ');

  expect_load_error (fixture->path, DECT_SECRETS_ERROR_OPEN);
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  expect_load_error (fixture->path, DECT_SECRETS_ERROR_NOT_REGULAR);
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  expect_load_error (fixture->path, DECT_SECRETS_ERROR_NOT_REGULAR);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  put_file (fixture, large, 0600);
  expect_load_error (fixture->path, DECT_SECRETS_ERROR_SIZE);
  if (geteuid () == 0)
    {
      put_file (fixture, "{}", 0600);
      g_assert_cmpint (chown (fixture->path, 12345, (gid_t) -1), ==, 0);
      expect_load_error (fixture->path, DECT_SECRETS_ERROR_OWNER);
    }
}

static void
test_scope_text (void)
{
  g_autoptr (DectSecrets) secrets = sample ();
  g_autoptr (DectSecrets) other = dect_secrets_new ();
  g_auto (GStrv) scopes = dect_secrets_list_scopes (secrets);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; scopes[i] != NULL; i++)
    {
      char *text = dect_secrets_scope_to_text (secrets, scopes[i]);

      dect_secrets_scope_from_text (other, scopes[i], text, &error);
      g_assert_no_error (error);
      dect_secrets_wipe (text);
    }
  g_assert_true (dect_secrets_equal (secrets, other));
  g_assert_null (dect_secrets_scope_to_text (secrets, "nobody"));
  g_assert_false (dect_secrets_scope_from_text (other, "x", "[]", &error));
  g_assert_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_FORM);
  g_clear_error (&error);
  g_assert_false (dect_secrets_scope_from_text (other, "x", "{", &error));
  g_assert_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_SYNTAX);
}

static void
test_no_dump (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  if (limit.rlim_max == 0)
    {
      g_test_skip ("there are no core dumps here anyway");
      return;
    }
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_CORE, &limit), ==, 0);
  dect_secrets_stay_in_memory ();
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/secrets/get-set", test_get_set);
  g_test_add_func ("/store/secrets/boxed", test_boxed);
  g_test_add_func ("/store/secrets/scope-text", test_scope_text);
  g_test_add ("/store/secrets/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/store/secrets/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/store/secrets/spellings", Fixture, NULL, set_up, test_spellings, tear_down);
  g_test_add ("/store/secrets/reject-file", Fixture, NULL, set_up, test_reject_file, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (rejects); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/secrets/reject/%s", rejects[i].name);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_reject, tear_down);
    }
  g_test_add_func ("/store/secrets/no-dump", test_no_dump);
  return g_test_run ();
}
