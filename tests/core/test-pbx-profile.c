/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-profile.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD "[profile]\nid=site-north\n[http]\nbase_url=https://pbx.example/site/services/\n"

static DectPbxProfile *
parse (const char *text, GError **error)
{
  return dect_pbx_profile_parse (text, strlen (text), error);
}

static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = parse (HEAD, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (profile->id, ==, "site-north");
  g_assert_cmpstr (profile->title, ==, "site-north");
  g_assert_cmpint (profile->connect_timeout_s, ==, 10);
  g_assert_cmpint (profile->read_timeout_s, ==, 60);
  g_assert_cmpint (profile->auth, ==, DECT_PBX_AUTH_BASIC);
  g_assert_cmpstr (profile->username, ==, "moby");
  g_assert_cmpint (profile->tls, ==, DECT_PBX_TLS_SYSTEM);
  g_assert_cmpint (profile->sync, ==, DECT_PBX_SYNC_BULK);
  g_assert_cmpint (profile->dryrun, ==, DECT_PBX_SIDE_SERVER);
  g_assert_cmpint (profile->max_accesspoints, ==, 254);
  g_assert_false (dect_pbx_profile_is_plain (profile));
  g_assert_false (dect_pbx_profile_is_loopback (profile));
}

static void
test_accept (void)
{
  static const char *const texts[] = {
    "[profile]\nid=a\n",
    "[profile]\nid=a\n[http]\nbase_url=https://pbx.example/x\n",
    "[profile]\nid=a\n[http]\nbase_url=http://127.0.0.1:8080/\n",
    "[profile]\nid=a\n[http]\nbase_url=http://[::1]:8080/\n",
    "[profile]\nid=a\n[http]\nbase_url=http://localhost/\n",
    "[profile]\nid=a\n[http]\nbase_url=http://192.168.1.2/\nallow_plain_http=true\n",
    "[profile]\nid=a\n[http]\nbase_url=http://[fd00::1]/\nallow_plain_http=true\n",
    "[profile]\nid=a\n[http]\nbase_url=http://pbx.lan/\nallow_plain_http=true\n",
    "# comment\n" HEAD "[tls]\nmode=pin\nspki_sha256=AA:bb"
    "00112233445566778899aabbccddeeff00112233445566778899aabbccdd\n",
    HEAD "[tls]\nmode=pin\nspki_sha256=\n",
    HEAD "[tls]\nmode=ca\nca_file=/etc/ca.pem\n",
    HEAD "[auth]\nmethod=header\nheader=X-Key\n",
    HEAD "[paths]\nhandset=api/dect_phones/{id}\naccesspoint=a/{gw}/{ap}\n",
    HEAD "[methods]\nupdate=POST\ndelete=POST\n[json]\nitems_pointer=/"
         "items\nid_field=id\n[features]\nkey_mode=lookup\n",
    HEAD "[fields accesspoint]\ntargetIp=ip\nreflective=\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxProfile) profile = NULL;
      g_test_message ("case %u", i);
      profile = parse (texts[i], &error);
      g_assert_no_error (error);

      g_autofree char *text = dect_pbx_profile_to_text (profile);
      g_autoptr (DectPbxProfile) again = parse (text, &error);
      g_assert_no_error (error);
      g_autofree char *same = dect_pbx_profile_to_text (again);
      g_assert_cmpstr (text, ==, same);
    }
}

#define TEN "abcdefghij"
#define LONG_ID TEN TEN TEN TEN TEN TEN TEN

static void
test_reject (void)
{
  static const struct
  {
    const char *text;
    const char *named; /* stands in the message */
  } cases[] = {
    { "", "id" },
    { "[profile]\nid=\n", "id" },
    { "[profile]\nid=a b\n", "id" },
    { "[profile]\nid=../x\n", "id" },
    { "id=a\n", "" },
    { "[profile]\nid=a\ncontract=2\n", "contract" },
    { "[profile]\nid=a\nidd=a\n", "idd" },
    { HEAD "[extras]\na=b\n", "extras" },
    { HEAD "[fields switch]\na=b\n", "fields switch" },
    { "[profile]\nid=a\n[http]\nbase_url=pbx.example/\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=ftp://pbx.example/\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=https:///x\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=https://moby:secret@pbx.example/\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=https://pbx.example/?a=b\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=https://pbx.example/#a\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=https://pbx.example/a/../b/\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=https://pbx.example/%2e%2e/\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=http://pbx.lan/\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=http://192.168.1.2/\n", "base_url" },
    { "[profile]\nid=a\n[http]\nbase_url=http://8.8.8.8/\nallow_plain_http=true\n", "base_url" },
    { HEAD "allow_plain_http=yes\n", "allow_plain_http" },
    { HEAD "connect_timeout=0\n", "connect_timeout" },
    { HEAD "read_timeout=1e3\n", "read_timeout" },
    { HEAD "max_rps=-1\n", "max_rps" },
    { HEAD "[auth]\nmethod=digest\n", "method" },
    { HEAD "[auth]\nmethod=header\nheader=X: y\n", "header" },
    { HEAD "[auth]\nusername=a:b\n", "username" },
    { HEAD "[auth]\npassword=secret\n", "password" },
    { HEAD "[tls]\nmode=ignore\n", "mode" },
    { HEAD "[tls]\nmode=ca\n", "ca_file" },
    { HEAD "[tls]\nmode=pin\nspki_sha256=1234\n", "spki_sha256" },
    { HEAD "[features]\nsync=all\n", "sync" },
    { HEAD "[paths]\ninfo=/info\n", "info" },
    { HEAD "[paths]\ninfo=https://evil.example/\n", "info" },
    { HEAD "[paths]\ninfo=//evil.example/\n", "info" },
    { HEAD "[paths]\ninfo=a/../b\n", "info" },
    { HEAD "[paths]\ninfo=a/./b\n", "info" },
    { HEAD "[paths]\ninfo=a//b\n", "info" },
    { HEAD "[paths]\ninfo=%2e%2e/b\n", "info" },
    { HEAD "[paths]\ninfo=a?b\n", "info" },
    { HEAD "[paths]\ninfo=a\\rb\n", "info" },
    { HEAD "[paths]\ninfo=a\\nHost: x\n", "info" },
    { HEAD "[paths]\ninfo=a b\n", "info" },
    { HEAD "[paths]\ninfo=info/{gw}\n", "info" },
    { HEAD "[paths]\ngateway=x/{ap}\n", "gateway" },
    { HEAD "[paths]\ngateway=x/{gw\n", "gateway" },
    { HEAD "[paths]\nhandset=x/{ap}\n", "handset" },
    { HEAD "[paths]\njobs=x\n", "jobs" },
    { HEAD "[methods]\nupdate=GET\n", "methods" },
    { HEAD "[json]\nmac_case=Mixed\n", "mac_case" },
    { HEAD "[limits]\nmax_accesspoints=5000\n", "max_accesspoints" },
    { HEAD "title=\xff\n", "" },
    { "[profile]\nid=" LONG_ID "\n", "id" },
    { HEAD "[fields handset]\nname=a\\nb\n", "fields handset" },
    { HEAD "[fields handset]\nname=a\\qb\n", "fields handset" },
    { HEAD "[auth]\nusername=a\\qb\n", "username" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("case %u", i);
      g_assert_null (parse (cases[i].text, &error));
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE);
      g_assert_nonnull (strstr (error->message, cases[i].named));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_large (void)
{
  g_autofree char *text = g_strnfill (DECT_PBX_PROFILE_MAX_BYTES + 1, '\n');
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE);
}

static void
test_urls (void)
{
  static const struct
  {
    DectPbxPath path;
    const char *key;
    const char *url;
  } cases[] = {
    { DECT_PBX_PATH_INFO, NULL, "https://pbx.example/site/services/info/dect" },
    { DECT_PBX_PATH_GATEWAY, NULL, "https://pbx.example/site/services/dectgateway/00085d0a0b01" },
    { DECT_PBX_PATH_HANDSET, "000770115484*",
      "https://pbx.example/site/services/dectgateway/00085d0a0b01/handset/000770115484%2A" },
    { DECT_PBX_PATH_JOB, "../a?b",
      "https://pbx.example/site/services/dectgateway/00085d0a0b01/job/..%2Fa%3Fb" },
  };
  g_autoptr (DectPbxProfile) profile = parse (HEAD, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url
          = dect_pbx_profile_dup_url (profile, cases[i].path, "00085d0a0b01", cases[i].key, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (url, ==, cases[i].url);
    }

  g_autoptr (DectPbxProfile) upper
      = parse (HEAD "[json]\nmac_case=upper\nmac_separator=colon\n", NULL);
  g_autofree char *url
      = dect_pbx_profile_dup_url (upper, DECT_PBX_PATH_GATEWAY, "00085d0a0b01", NULL, NULL);
  g_assert_cmpstr (url, ==,
                   "https://pbx.example/site/services/dectgateway/00%3A08%3A5D%3A0A%3A0B%3A01");

  g_assert_null (dect_pbx_profile_dup_url (profile, DECT_PBX_PATH_DEVICE, NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED);
}

static void
test_shipped (void)
{
  static const char *const ids[] = { "contract-1", "mobydick7-readonly", "pascom-readonly" };
  g_auto (GStrv) list = dect_pbx_profile_list ();

  g_assert_cmpuint (g_strv_length (list), >=, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxProfile) profile = dect_pbx_profile_load (ids[i], &error);
      g_assert_no_error (error);
      g_assert_true (g_strv_contains ((const char *const *) list, ids[i]));
      g_assert_cmpstr (profile->id, ==, ids[i]);
      g_assert_cmpint (profile->sync, ==, i == 0 ? DECT_PBX_SYNC_BULK : DECT_PBX_SYNC_NONE);

      g_assert_null (dect_pbx_profile_dup_url (profile, DECT_PBX_PATH_INFO, NULL, NULL, &error));
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE);
      g_clear_error (&error);

      g_autoptr (DectPbxProfile) own
          = dect_pbx_profile_with (profile, "http", "base_url", "https://pbx.example/a", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (own->base_url, ==, "https://pbx.example/a/");
    }
}

static void
test_save_and_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = parse (HEAD, NULL);

  g_assert_true (dect_pbx_profile_save (profile, &error));
  g_assert_no_error (error);

  g_autoptr (DectPbxProfile) by_id = dect_pbx_profile_load ("site-north", &error);
  g_assert_no_error (error);
  g_autofree char *folder = dect_pbx_profile_dup_folder ();
  g_autofree char *path = g_build_filename (folder, "site-north.profile", NULL);
  g_autoptr (DectPbxProfile) by_path = dect_pbx_profile_load (path, &error);
  g_assert_no_error (error);
  g_autofree char *text = dect_pbx_profile_to_text (profile);
  g_autofree char *first = dect_pbx_profile_to_text (by_id);
  g_autofree char *second = dect_pbx_profile_to_text (by_path);
  g_assert_cmpstr (text, ==, first);
  g_assert_cmpstr (text, ==, second);

  GStatBuf status;
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  static const char *const missing[] = { "nobody", "../x", "/nowhere/x.profile", "a b", "" };
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_assert_null (dect_pbx_profile_load (missing[i], &error));
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE);
      g_clear_error (&error);
    }
}

/* Under a name, or in a file of one's own; one that cannot be read or written says so. */
static void
test_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = parse (HEAD, NULL);
  g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.profile", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "a.profile", NULL);

  g_autofree char *named = dect_pbx_profile_save_as (profile, "site-north", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (named, "/site-north.profile"));
  g_autofree char *saved = dect_pbx_profile_save_as (profile, path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (saved, ==, path);
  g_autoptr (DectPbxProfile) read = dect_pbx_profile_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->id, ==, "site-north");
  g_auto (GStrv) list = dect_pbx_profile_list ();
  g_assert_true (g_strv_contains ((const char *const *) list, "site-north"));

  g_assert_null (dect_pbx_profile_save_as (profile, nowhere, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (dect_pbx_profile_load ("./", &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE);
  g_assert_true (g_str_has_prefix (error->message, "The connection profile cannot be read: "));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "[profile]\nid=a b\n", -1, NULL));
  g_assert_null (dect_pbx_profile_load (path, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_clear_error (&error);

  /* One of ours in the place of a shipped one is ours, until it is deleted. */
  g_assert_true (dect_pbx_profile_is_shipped ("contract-1"));
  g_assert_false (dect_pbx_profile_is_shipped ("site-north"));
  g_assert_false (dect_pbx_profile_is_shipped ("../contract-1"));
  g_autoptr (DectPbxProfile) shipped = dect_pbx_profile_load ("contract-1", NULL);
  g_assert_cmpstr (dect_pbx_profile_get_label (shipped), ==, "DECT planner contract 1");
  g_assert_cmpstr (dect_pbx_profile_get_label (profile), ==, profile->title);
  g_assert_true (dect_pbx_profile_save (shipped, &error));
  g_assert_false (dect_pbx_profile_is_shipped ("contract-1"));
  g_assert_true (dect_pbx_profile_delete ("contract-1", &error));
  g_assert_true (dect_pbx_profile_is_shipped ("contract-1"));
  g_assert_false (dect_pbx_profile_delete ("contract-1", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_remove (path);
  g_remove (folder);
}

int
main (int argc, char **argv)
{
  /* Not G_TEST_OPTION_ISOLATE_DIRS, which leaks. */
  g_autofree char *config = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_assert_true (g_setenv ("XDG_CONFIG_HOME", config, TRUE));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/profile/defaults", test_defaults);
  g_test_add_func ("/pbx/profile/accept", test_accept);
  g_test_add_func ("/pbx/profile/reject", test_reject);
  g_test_add_func ("/pbx/profile/large", test_large);
  g_test_add_func ("/pbx/profile/urls", test_urls);
  g_test_add_func ("/pbx/profile/shipped", test_shipped);
  g_test_add_func ("/pbx/profile/save-and-load", test_save_and_load);
  g_test_add_func ("/pbx/profile/files", test_files);

  int status = g_test_run ();
  g_autofree char *path
      = g_build_filename (config, "handover", "profiles", "site-north.profile", NULL);
  while (!g_str_equal (path, config))
    {
      g_autofree char *child = g_steal_pointer (&path);
      g_remove (child);
      path = g_path_get_dirname (child);
    }
  g_remove (config);
  return status;
}
