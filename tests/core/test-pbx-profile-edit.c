/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "pbx/dect-pbx-profile-edit.h"

static DectPbxProfile *
contract (void)
{
  g_autoptr (GError) error = NULL;
  DectPbxProfile *profile = dect_pbx_profile_load ("contract-1", &error);

  g_assert_no_error (error);
  return profile;
}

/* Every key has words, every word of a choice a label, and no label too many. */
static void
test_words (void)
{
  guint n_keys;
  const DectPbxProfileKey *keys = dect_pbx_profile_list_keys (&n_keys);

  g_assert_cmpuint (n_keys, >, 40);
  for (guint i = 0; i < n_keys; i++)
    {
      const DectPbxKeyWords *words = dect_pbx_profile_key_words (keys[i].group, keys[i].key);
      g_auto (GStrv) choices = g_strsplit (keys[i].words != NULL ? keys[i].words : "", " ", -1);

      g_test_message ("%s/%s", keys[i].group, keys[i].key);
      g_assert_nonnull (words);
      g_assert_nonnull (words->title);
      g_assert_cmpuint (g_strv_length (choices), ==, g_strv_length ((char **) words->labels));
      g_assert_nonnull (dect_pbx_profile_group_title (keys[i].group));
    }
}

/* What is edited and right is what is saved: all keys and all member names. */
static void
test_round_trip (void)
{
  static const char *const ids[] = { "contract-1", "pascom-readonly", "mobydick7-readonly" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxProfile) profile = dect_pbx_profile_load (ids[i], &error);
      g_autoptr (GKeyFile) file = dect_pbx_profile_to_key_file (profile);
      g_autoptr (GHashTable) faults = NULL;
      g_autoptr (DectPbxProfile) again = NULL;
      g_autoptr (DectPbxProfile) once_more = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      g_assert_no_error (error);
      g_key_file_set_string (file, "fields accesspoint", "targetIp", "address");
      faults = dect_pbx_profile_list_faults (file);
      g_assert_cmpuint (g_hash_table_size (faults), ==, 0);
      again = dect_pbx_profile_from_key_file (file, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (dect_pbx_profile_get_field (again, "accesspoint", "targetIp"), ==,
                       "address");
      first = dect_pbx_profile_to_text (again);
      once_more = dect_pbx_profile_parse (first, strlen (first), &error);
      g_assert_no_error (error);
      second = dect_pbx_profile_to_text (once_more);
      g_assert_cmpstr (first, ==, second);
    }
}

/* All faults are told, each at its own key, and none elsewhere. */
static void
test_faults (void)
{
  static const char *const wrong[][3] = {
    { "profile", "id", "a b" },
    { "http", "base_url", "pbx.example" },
    { "http", "read_timeout", "soon" },
    { "auth", "username", "a:b" },
    { "tls", "spki_sha256", "12 34" },
    { "features", "sync", "sometimes" },
    { "paths", "handset", "../{ipei}" },
    { "methods", "delete", "BURN" },
    { "limits", "max_accesspoints", "0" },
  };
  g_autoptr (DectPbxProfile) profile = contract ();
  g_autoptr (GKeyFile) file = dect_pbx_profile_to_key_file (profile);
  g_autoptr (GHashTable) faults = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_key_file_set_string (file, wrong[i][0], wrong[i][1], wrong[i][2]);
  faults = dect_pbx_profile_list_faults (file);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *place = g_strconcat (wrong[i][0], "/", wrong[i][1], NULL);
      const char *reason = g_hash_table_lookup (faults, place);

      g_test_message ("%s", place);
      g_assert_nonnull (reason);
      g_assert_null (strstr (reason, wrong[i][1]));
      /* What was typed is still there. */
      g_autofree char *text = g_key_file_get_string (file, wrong[i][0], wrong[i][1], NULL);
      g_assert_cmpstr (text, ==, wrong[i][2]);
    }
  g_assert_cmpuint (g_hash_table_size (faults), ==, G_N_ELEMENTS (wrong));
  g_assert_null (dect_pbx_profile_from_key_file (file, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE);
}

/* A fault that another key makes: it is told where the person can see what is missing. */
static void
test_dependent (void)
{
  static const char *const cases[][4] = {
    { "tls", "mode", "ca", "tls/ca_file" },
    { "auth", "method", "header", "auth/header" },
    { "http", "base_url", "http://10.0.0.1/services/", "http/base_url" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectPbxProfile) profile = contract ();
      g_autoptr (GKeyFile) file = dect_pbx_profile_to_key_file (profile);
      g_autoptr (GHashTable) faults = NULL;

      g_key_file_set_string (file, cases[i][0], cases[i][1], cases[i][2]);
      faults = dect_pbx_profile_list_faults (file);
      g_assert_cmpuint (g_hash_table_size (faults), ==, 1);
      g_assert_true (g_hash_table_contains (faults, cases[i][3]));
    }
}

static void
test_ids (void)
{
  g_autofree char *plain = dect_pbx_profile_dup_free_id ("Klinik Süd, Haus 2");
  g_autofree char *taken = dect_pbx_profile_dup_free_id ("contract-1");
  g_autofree char *odd = dect_pbx_profile_dup_free_id ("***");

  g_assert_cmpstr (plain, ==, "klinik-sud-haus-2");
  g_assert_cmpstr (taken, ==, "contract-1-2");
  g_assert_cmpstr (odd, ==, "pbx");
  g_assert_true (dect_pbx_profile_is_shipped ("contract-1"));
  g_assert_false (dect_pbx_profile_is_shipped ("klinik"));
}

static void
test_save_and_remove (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = contract ();
  g_autoptr (DectPbxProfile) own
      = dect_pbx_profile_with (profile, "profile", "id", "klinik", &error);

  g_assert_no_error (error);
  g_assert_false (dect_pbx_profile_is_own ("klinik"));
  g_assert_true (dect_pbx_profile_save (own, &error));
  g_assert_no_error (error);
  g_assert_true (dect_pbx_profile_is_own ("klinik"));
  g_assert_true (dect_pbx_profile_delete ("klinik", &error));
  g_assert_no_error (error);
  g_assert_false (dect_pbx_profile_is_own ("klinik"));
  g_assert_false (dect_pbx_profile_delete ("klinik", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_members (void)
{
  g_auto (GStrv) members = dect_pbx_profile_list_members ("accesspoint");
  const char *const *kinds = dect_pbx_profile_list_kinds ();

  g_assert_true (g_strv_contains ((const char *const *) members, "targetIp"));
  g_assert_true (g_strv_contains ((const char *const *) members, "reflective"));

  /* Every kind that may have a group has one, with words, and a profile takes each of its members.
   */
  g_assert_cmpuint (g_strv_length ((char **) kinds), ==, 6);
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *group = g_strconcat ("fields ", kinds[i], NULL);
      g_auto (GStrv) names = dect_pbx_profile_list_members (kinds[i]);
      g_autoptr (DectPbxProfile) profile = contract ();
      g_autoptr (GKeyFile) file = dect_pbx_profile_to_key_file (profile);
      g_autoptr (GHashTable) faults = NULL;

      g_assert_nonnull (dect_pbx_profile_group_title (group));
      for (guint j = 0; names[j] != NULL; j++)
        g_key_file_set_string (file, group, names[j], "theirs");
      faults = dect_pbx_profile_list_faults (file);
      g_assert_cmpuint (g_hash_table_size (faults), ==, 0);
    }
}

/* No profile claims more than is published (section B of the facts). */
static void
test_known (void)
{
  g_autoptr (DectPbxProfile) own = contract ();
  g_autoptr (DectPbxProfile) pascom = dect_pbx_profile_load ("pascom-readonly", NULL);

  g_assert_nonnull (strstr (dect_pbx_profile_get_known (own), "stock pascom"));
  g_assert_nonnull (strstr (dect_pbx_profile_get_known (pascom), "only reads"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/pbx/profile-edit/words", test_words);
  g_test_add_func ("/pbx/profile-edit/round-trip", test_round_trip);
  g_test_add_func ("/pbx/profile-edit/faults", test_faults);
  g_test_add_func ("/pbx/profile-edit/dependent", test_dependent);
  g_test_add_func ("/pbx/profile-edit/ids", test_ids);
  g_test_add_func ("/pbx/profile-edit/save-and-remove", test_save_and_remove);
  g_test_add_func ("/pbx/profile-edit/members", test_members);
  g_test_add_func ("/pbx/profile-edit/known", test_known);
  return g_test_run ();
}
