/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/dect-keyring.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#define UUID "6c1f3a7e-0000-4000-8000-000000000001"
#define IPEI "0007701154842"

#ifdef __SANITIZE_ADDRESS__
static gboolean uses_file;

/* libsecret 0.20.5 loses the entity tag of its file each time it writes it. */
int
__lsan_is_turned_off (void)
{
  return uses_file;
}
#endif

static void
keep_result (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static DectSecrets *
load (const char *uuid, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dect_keyring_load_async (uuid, cancellable, keep_result, &result);
  wait_for (&result);
  return dect_keyring_load_finish (result, error);
}

static gboolean
store (const char *uuid, const DectSecrets *secrets, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dect_keyring_store_async (uuid, "Hospital", secrets, NULL, keep_result, &result);
  wait_for (&result);
  return dect_keyring_store_finish (result, error);
}

static void
assert_kept (const char *uuid, const DectSecrets *secrets)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSecrets) back = NULL;

  store (uuid, secrets, &error);
  g_assert_no_error (error);
  back = load (uuid, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (dect_secrets_equal (secrets, back));
}

static const SecretSchema schema = {
  DECT_KEYRING_SCHEMA,
  SECRET_SCHEMA_NONE,
  {
      { DECT_KEYRING_ATTRIBUTE_SITE, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { DECT_KEYRING_ATTRIBUTE_SCOPE, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

/* Somebody has changed an item by hand: it is refused, and replaced by the next that is stored. */
static void
check_damaged (const DectSecrets *secrets)
{
  g_autoptr (GError) error = NULL;

  secret_password_store_sync (&schema, NULL, "x", "hunter2", NULL, &error,
                              DECT_KEYRING_ATTRIBUTE_SITE, UUID, DECT_KEYRING_ATTRIBUTE_SCOPE, IPEI,
                              NULL);
  g_assert_no_error (error);
  g_assert_null (load (UUID, NULL, &error));
  g_assert_error (error, DECT_KEYRING_ERROR, DECT_KEYRING_ERROR_DAMAGED);
  g_assert_null (strstr (error->message, "hunter2"));
  assert_kept (UUID, secrets);
}

/* With the file that libsecret keeps in a Flatpak, and its own variables for tests. */
static void
child_round_trip (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-keyring-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.keyring", NULL);
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (DectSecrets) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

#ifdef __SANITIZE_ADDRESS__
  uses_file = TRUE;
#endif
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the test", TRUE);

  none = load (UUID, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (dect_secrets_is_empty (none));

  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD, "hunter2 \"\xc3\xa4");
  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_PBX_PASSWORD, "pbx");
  dect_secrets_set (secrets, IPEI, DECT_SECRETS_AC, "4711");
  dect_secrets_set (secrets, "0007701154850", DECT_SECRETS_SIP_PASSWORD, "sip");
  assert_kept (UUID, secrets);
  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_PBX_PASSWORD, "changed");
  dect_secrets_remove (secrets, "0007701154850");
  assert_kept (UUID, secrets);

  /* Another site sees nothing of it. */
  assert_kept ("another", none);
  assert_kept (UUID, secrets);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_null (memmem (content, length, "hunter2", 7));
  check_damaged (secrets);
  assert_kept (UUID, none);
  g_unlink (path);
  g_rmdir (folder);
}

static void
child_no_keyring (void)
{
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD, "hunter2");
  g_assert_null (load (UUID, NULL, &error));
  g_assert_error (error, DECT_KEYRING_ERROR, DECT_KEYRING_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (store (UUID, secrets, &error));
  g_assert_error (error, DECT_KEYRING_ERROR, DECT_KEYRING_ERROR_UNAVAILABLE);
  g_assert_null (strstr (error->message, "hunter2"));
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (load (UUID, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* libsecret chooses its keyring once a process. */
static void
test_child (gconstpointer data)
{
  void (*child) (void) = data;

  if (g_test_subprocess ())
    {
      child ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/store/keyring/round-trip", child_round_trip, test_child);
  g_test_add_data_func ("/store/keyring/no-keyring", child_no_keyring, test_child);
  return g_test_run ();
}
