/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/server/dect-pbx-store.h"
#include "pbx/server/dect-pbx-users.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#define GW "00085d0a0b01"

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup (text);
  g_autoptr (JsonNode) node = NULL;

  g_strdelimit (json, "'", '"');
  node = dect_pbx_json_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  return json_node_dup_object (node);
}

static char *
text_of (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static DectPbxStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  DectPbxStore *store = dect_pbx_store_open (path, 50, &error);

  g_assert_no_error (error);
  return store;
}

static char *
temporary (const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("dect-pbx-XXXXXX", NULL);

  return g_build_filename (folder, name, NULL);
}

static void
remove_folder_of (const char *path)
{
  static const char *const tails[] = { "", "-wal", "-shm" };
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *file = g_strconcat (path, tails[i], NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
}

static void
begin (DectPbxStore *store, gboolean write)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dect_pbx_store_begin (store, write, &error));
  g_assert_no_error (error);
}

static void
commit (DectPbxStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dect_pbx_store_commit (store, &error));
  g_assert_no_error (error);
}

static gint64
save (DectPbxStore *store, const char *document)
{
  g_autoptr (JsonObject) object = parse (document);
  g_autoptr (GError) error = NULL;
  gint64 revision = 0;

  begin (store, TRUE);
  g_assert_true (dect_pbx_store_save (store, object, &revision, &error));
  g_assert_no_error (error);
  commit (store);
  return revision;
}

static char *
load (DectPbxStore *store, gboolean with_secrets)
{
  g_autoptr (JsonObject) object = NULL;

  begin (store, FALSE);
  object = dect_pbx_store_load (store, GW, with_secrets, NULL, NULL);
  dect_pbx_store_rollback (store);
  if (object == NULL)
    return NULL;
  /* The one thing that the clock decides. */
  json_object_remove_member (object, "modified");
  return text_of (object);
}

static gint64
child_revision (DectPbxStore *store, DectPbxKind kind, const char *key)
{
  g_autoptr (JsonObject) object = NULL;
  gint64 revision = 0;

  object = dect_pbx_store_load_child (store, GW, kind, key, &revision, NULL);
  return revision;
}

#define AP1 "{'mac':'00085d0a0b01','name':'N','targetIp':'10.1.2.46','master':true}"
#define AP2 "{'mac':'00085d0a0b02','name':'S','targetIp':'10.1.2.47'}"
#define HS "{'ipei':'0007701154842','name':'Night'}"
#define DOC(aps, hs)                                                                               \
  "{'mac':'" GW "','name':'P','x':{'y':[1,2.5]},'accesspoints':[" aps "],'handsets':[" hs "]}"

static void
test_round_trip (void)
{
  g_autoptr (DectPbxStore) store = open_store (":memory:");
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  g_assert_cmpint (save (store, DOC (AP1 "," AP2, HS)), ==, 1);
  text = load (store, FALSE);
  g_assert_cmpstr (
      text, ==,
      "{\"mac\":\"00085d0a0b01\",\"revision\":1,\"name\":\"P\",\"x\":{\"y\":[1,2.5]},"
      "\"accesspoints\":["
      "{\"mac\":\"00085d0a0b01\",\"name\":\"N\",\"targetIp\":\"10.1.2.46\",\"master\":true},"
      "{\"mac\":\"00085d0a0b02\",\"name\":\"S\",\"targetIp\":\"10.1.2.47\"}],"
      "\"handsets\":[{\"ipei\":\"0007701154842\",\"name\":\"Night\"}]}");

  /* Members in another order are no change of the record; the gateway's revision is the caller's
   * decision. */
  g_assert_cmpint (
      save (store,
            DOC ("{'name':'N','master':true,'targetIp':'10.1.2.46','mac':'" GW "'}," AP2, HS)),
      ==, 2);
  g_assert_cmpint (child_revision (store, DECT_PBX_KIND_ACCESSPOINT, GW), ==, 1);
  g_assert_cmpint (save (store, DOC (AP1 ",{'mac':'00085d0a0b02','name':'T'}", HS)), ==, 3);
  g_assert_cmpint (child_revision (store, DECT_PBX_KIND_ACCESSPOINT, GW), ==, 1);
  g_assert_cmpint (child_revision (store, DECT_PBX_KIND_ACCESSPOINT, "00085d0a0b02"), ==, 3);
}

static void
test_secrets (void)
{
  g_autoptr (DectPbxStore) store = open_store (":memory:");
  g_autofree char *shown = NULL;
  g_autofree char *clear = NULL;
  g_autofree char *after = NULL;

  save (store,
        "{'mac':'" GW
        "','password':'op','accesspoints':[],'handsets':[{'ipei':'0007701154842','ac':'1234'}]}");
  shown = load (store, FALSE);
  g_assert_null (strstr (shown, "1234"));
  g_assert_null (strstr (shown, "\"op\""));
  g_assert_nonnull (strstr (shown, "\"passwordSet\":true"));
  g_assert_nonnull (strstr (shown, "\"acSet\":true"));
  clear = load (store, TRUE);
  g_assert_nonnull (strstr (clear, "\"ac\":\"1234\""));
  g_assert_null (strstr (clear, "acSet"));

  /* A changed secret is a change; one that is gone is gone. */
  save (store,
        "{'mac':'" GW "','accesspoints':[],'handsets':[{'ipei':'0007701154842','ac':'5678'}]}");
  g_assert_cmpint (child_revision (store, DECT_PBX_KIND_HANDSET, "0007701154842"), ==, 2);
  after = load (store, TRUE);
  g_assert_null (strstr (after, "password"));
  g_assert_nonnull (strstr (after, "5678"));
}

static char *
keys_since (DectPbxStore *store, DectPbxKind kind, gint64 since)
{
  g_autoptr (GHashTable) added = dect_pbx_store_list_new (store, GW, kind, since, NULL);
  g_auto (GStrv) removed = dect_pbx_store_list_removed (store, GW, kind, since, NULL);
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (added), (GCompareFunc) strcmp);
  GString *text = g_string_new (NULL);

  for (GList *l = keys; l != NULL; l = l->next)
    g_string_append_printf (text, "+%s", (const char *) l->data + 8);
  for (guint i = 0; removed[i] != NULL; i++)
    g_string_append_printf (text, "-%s", removed[i] + 8);
  return g_string_free (text, FALSE);
}

static void
test_new_and_removed (void)
{
  static const char *const lists[] = {
    "{'mac':'00085d0a0b01'}",
    "{'mac':'00085d0a0b01'},{'mac':'00085d0a0b02'}",
    "{'mac':'00085d0a0b01'},{'mac':'00085d0a0b03'}",                        /* 02 removed at r3 */
    "{'mac':'00085d0a0b01'},{'mac':'00085d0a0b02'},{'mac':'00085d0a0b03'}", /* and back at r4 */
    "{'mac':'00085d0a0b02'}",
  };
  static const struct
  {
    gint64 since;
    const char *expected;
  } cases[] = {
    { 0, "+0b02" },
    { 1, "+0b02-0b01" },
    { 2, "-0b01" }, /* 02 was there at r2 and is there now: the OMM has it */
    { 3, "+0b02-0b01-0b03" },
    { 4, "-0b01-0b03" },
    { 5, "" },
  };
  g_autoptr (DectPbxStore) store = open_store (":memory:");

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *document
          = g_strdup_printf ("{'mac':'" GW "','accesspoints':[%s],'handsets':[]}", lists[i]);

      g_assert_cmpint (save (store, document), ==, i + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = keys_since (store, DECT_PBX_KIND_ACCESSPOINT, cases[i].since);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* An ETag never stands for two states, not even over delete and create. */
static void
test_revisions_grow (void)
{
  g_autoptr (DectPbxStore) store = open_store (":memory:");
  g_autoptr (GError) error = NULL;
  g_autofree char *gone = NULL;
  gint64 revision;

  save (store, DOC (AP1, ""));
  save (store, DOC (AP1, HS));
  begin (store, TRUE);
  g_assert_true (dect_pbx_store_delete (store, GW, &error));
  commit (store);
  gone = load (store, FALSE);
  g_assert_null (gone);
  g_assert_true (dect_pbx_store_revision (store, GW, &revision, &error));
  g_assert_cmpint (revision, ==, 0);
  g_assert_cmpint (save (store, DOC (AP1, "")), ==, 4);

  begin (store, TRUE);
  g_assert_true (dect_pbx_store_rekey (store, GW, "00085d0a0bff", &error));
  commit (store);
  g_assert_true (dect_pbx_store_revision (store, "00085d0a0bff", &revision, &error));
  g_assert_cmpint (revision, ==, 5);
  g_assert_cmpint (save (store, DOC (AP1, "")), ==, 6);

  begin (store, TRUE);
  g_assert_false (dect_pbx_store_rekey (store, "00085d0a0bff", GW, &error));
  g_assert_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_EXISTS);
  dect_pbx_store_rollback (store);
}

/* What is not committed is not there, however far it got; another process never sees a half. */
static void
test_crash (void)
{
  g_autofree char *path = temporary ("pbx.db");
  DectPbxStore *store = open_store (path);
  g_autoptr (DectPbxStore) other = open_store (path);
  g_autoptr (JsonObject) document = parse (DOC (AP2, ""));
  g_autofree char *before = NULL;
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 revision;
  struct stat info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  save (store, DOC (AP1 "," AP2, HS));
  before = load (store, TRUE);

  begin (store, TRUE);
  g_assert_true (dect_pbx_store_save (store, document, &revision, &error));
  between = load (other, TRUE);
  g_assert_cmpstr (between, ==, before);
  g_assert_false (dect_pbx_store_begin (other, TRUE, &error));
  g_assert_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_BUSY);
  g_clear_error (&error);
  dect_pbx_store_close (store);

  store = open_store (path);
  after = load (store, TRUE);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (save (other, DOC (AP2, "")), ==, 2);
  dect_pbx_store_close (store);
  g_clear_pointer (&other, dect_pbx_store_close);
  remove_folder_of (path);
}

static void
make_database (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_open (void)
{
  static const struct
  {
    const char *sql; /* NULL: text instead of a database */
    DectPbxStoreError code;
  } cases[] = {
    { NULL, DECT_PBX_STORE_ERROR_FOREIGN },
    { "CREATE TABLE x (y)", DECT_PBX_STORE_ERROR_FOREIGN },
    { "PRAGMA application_id = 1", DECT_PBX_STORE_ERROR_FOREIGN },
    { "PRAGMA application_id = 0x486f5042; PRAGMA user_version = 99", DECT_PBX_STORE_ERROR_NEWER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = temporary ("pbx.db");
      g_autoptr (GError) error = NULL;

      if (cases[i].sql != NULL)
        make_database (path, cases[i].sql);
      else
        g_assert_true (g_file_set_contents (
            path, "This is no database, but it is long enough to be looked at by SQLite.......", -1,
            NULL));
      g_assert_null (dect_pbx_store_open (path, 50, &error));
      g_assert_error (error, DECT_PBX_STORE_ERROR, (int) cases[i].code);
      remove_folder_of (path);
    }

  g_autoptr (GError) error = NULL;
  g_assert_null (dect_pbx_store_open ("/dev/null/none/pbx.db", 50, &error));
  g_assert_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_OPEN);
}

static void
test_replies (void)
{
  g_autoptr (DectPbxStore) store = open_store (":memory:");
  DectPbxReply reply = { (char *) "d1", 200, (char *) "{}", (char *) "{\"a\":1}" };
  g_autoptr (DectPbxReply) found = NULL;

  begin (store, TRUE);
  g_assert_true (dect_pbx_store_keep_reply (store, "moby", "k", &reply, 1000, NULL));
  commit (store);
  found = dect_pbx_store_find_reply (store, "moby", "k", 1000 + DECT_PBX_REPLY_SECONDS - 1);
  g_assert_cmpstr (found->body, ==, "{\"a\":1}");
  g_assert_null (dect_pbx_store_find_reply (store, "other", "k", 1001));
  g_assert_null (dect_pbx_store_find_reply (store, "moby", "k", 1000 + DECT_PBX_REPLY_SECONDS));
}

#define HASH "Q9X5TYm7APo3Dt8GKWvPSYeqRflNEgQlbgcO4aAyBjo="

static void
test_users_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = dect_pbx_users_hash ("secret", 2000, FALSE, &error);
  g_autofree char *good = g_strdup_printf ("# who\n\nanna:%s\n", hash);
  g_autofree char *twice = g_strdup_printf ("anna:%s\nanna:%s\n", hash, hash);
  g_autofree char *odd_name = g_strdup_printf ("an\tna:%s\n", hash);
  g_autofree char *many = g_strnfill (88, 'A');
  g_autofree char *long_name = g_strdup_printf ("%.65s:%s\n", many, hash);
  g_autofree char *long_salt = g_strdup_printf ("anna:pbkdf2-sha256$2000$%s$" HASH "\n", many);
  g_autofree char *large = g_strnfill (1024 * 1024 + 1, '#');
  const struct
  {
    const char *text;
    int mode;
    int code; /* -1: right */
  } cases[] = {
    { good, 0600, -1 },
    { good, 0640, -1 },
    { good, 0644, DECT_PBX_USERS_ERROR_PERMISSIONS },
    { good, 0620, DECT_PBX_USERS_ERROR_PERMISSIONS },
    { "# nobody\n", 0600, DECT_PBX_USERS_ERROR_EMPTY },
    { "anna:secret\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "anna\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "anna:pbkdf2-sha256$1$c2FsdHNhbHQ=$AAAA\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { ":x\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { twice, 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { odd_name, 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { long_name, 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "anna:md5$2000$c2FsdHNhbHQ=$AAAA\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "anna:pbkdf2-sha256$2000$c2FsdHNhbHQ=\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "anna:pbkdf2-sha256$2000$c2FsdHNhbHQ=$AAAA$admin\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "anna:pbkdf2-sha256$2000$c2FsdHNhbHQ=$AAAA$read$x\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "anna:pbkdf2-sha256$2000$AAAA$" HASH "\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { long_salt, 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "anna:pbkdf2-sha256$2000$c2FsdHNhbHQ=$AAAA\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "anna:pbkdf2-sha256$20000000$c2FsdHNhbHQ=$" HASH "\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { "a\xff:pbkdf2-sha256$2000$c2FsdHNhbHQ=$" HASH "\n", 0600, DECT_PBX_USERS_ERROR_SYNTAX },
    { large, 0600, DECT_PBX_USERS_ERROR_OPEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = temporary ("users");
      g_autoptr (DectPbxUsers) users = NULL;

      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      g_chmod (path, cases[i].mode);
      users = dect_pbx_users_load (path, &error);
      if (cases[i].code < 0)
        {
          g_assert_no_error (error);
          g_assert_false (dect_pbx_users_check (users, "anna", "Secret"));
          g_assert_true (dect_pbx_users_check (users, "anna", "secret"));
          g_assert_true (dect_pbx_users_check (users, "anna", "secret"));
          g_assert_false (dect_pbx_users_check (users, "anna", ""));
          g_assert_false (dect_pbx_users_check (users, "bert", "secret"));
          g_assert_false (dect_pbx_users_check (users, "anna", large));
          g_assert_true (dect_pbx_users_remembers (users, "anna", "secret"));
          g_assert_false (dect_pbx_users_remembers (users, "anna", "Secret"));
          g_assert_false (dect_pbx_users_remembers (users, "anna", large));
          g_assert_true (dect_pbx_users_may_write (users, "anna"));
          g_assert_false (dect_pbx_users_may_write (users, "bert"));
        }
      else
        g_assert_error (error, DECT_PBX_USERS_ERROR, cases[i].code);
      g_clear_error (&error);
      remove_folder_of (path);
    }
  g_assert_null (dect_pbx_users_load ("/dev/null/none/users", &error));
  g_assert_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_OPEN);
  g_clear_error (&error);

  /* A folder in its place. */
  g_autofree char *folder = g_dir_make_tmp ("dect-pbx-XXXXXX", NULL);
  g_assert_null (dect_pbx_users_load (folder, &error));
  g_assert_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_OPEN);
  g_rmdir (folder);
}

/* Who may only read, and passwords that are none. */
static void
test_users_read_only (void)
{
  static const char *const wrong[] = { "", "\xff" };
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = dect_pbx_users_hash ("secret", 1000, TRUE, &error);
  g_autofree char *text = g_strdup_printf ("anna:%s\n", hash);
  g_autofree char *path = temporary ("users");
  g_autofree char *large = g_strnfill (1025, 'x');
  g_autoptr (DectPbxUsers) users = NULL;
  g_autoptr (DectPbxUsers) nobody = dect_pbx_users_new ();

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_chmod (path, 0600);
  users = dect_pbx_users_load (path, &error);
  g_assert_no_error (error);
  g_assert_true (dect_pbx_users_check (users, "anna", "secret"));
  g_assert_false (dect_pbx_users_may_write (users, "anna"));
  g_assert_false (dect_pbx_users_check (nobody, "anna", "secret"));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (dect_pbx_users_hash (wrong[i], 1000, FALSE, &error));
      g_assert_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_PASSWORD);
      g_clear_error (&error);
    }
  g_assert_false (dect_pbx_users_add_password (nobody, "anna", large, 1000, &error));
  g_assert_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_PASSWORD);
  remove_folder_of (path);
}

/* A line made by another implementation (Python's hashlib.pbkdf2_hmac). */
static void
test_users_vector (void)
{
  g_autofree char *path = temporary ("users");
  g_autoptr (DectPbxUsers) users = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (
      path, "p:pbkdf2-sha256$80000$TmFDbE5hQ2w=$Q9X5TYm7APo3Dt8GKWvPSYeqRflNEgQlbgcO4aAyBjo=\n", -1,
      NULL));
  g_chmod (path, 0600);
  users = dect_pbx_users_load (path, &error);
  g_assert_no_error (error);
  g_assert_true (dect_pbx_users_check (users, "p", "Password"));
  remove_folder_of (path);
}

static void
test_users_single (void)
{
  g_autoptr (DectPbxUsers) users = NULL;
  g_autoptr (DectPbxUsers) given = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;
  g_autofree char *none = NULL;

  g_unsetenv (DECT_PBX_PASSWORD_VARIABLE);
  users = dect_pbx_users_new_single (&password, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (password), ==, 20);
  g_assert_true (dect_pbx_users_check (users, "moby", password));

  g_setenv (DECT_PBX_PASSWORD_VARIABLE, "from outside", TRUE);
  given = dect_pbx_users_new_single (&none, &error);
  g_assert_null (none);
  g_assert_true (dect_pbx_users_check (given, "moby", "from outside"));

  g_setenv (DECT_PBX_PASSWORD_VARIABLE, "", TRUE);
  g_assert_null (dect_pbx_users_new_single (&none, &error));
  g_assert_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_PASSWORD);
  g_unsetenv (DECT_PBX_PASSWORD_VARIABLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pbx/store/round-trip", test_round_trip);
  g_test_add_func ("/pbx/store/secrets", test_secrets);
  g_test_add_func ("/pbx/store/new-and-removed", test_new_and_removed);
  g_test_add_func ("/pbx/store/revisions-grow", test_revisions_grow);
  g_test_add_func ("/pbx/store/crash", test_crash);
  g_test_add_func ("/pbx/store/open", test_open);
  g_test_add_func ("/pbx/store/replies", test_replies);
  g_test_add_func ("/pbx/users/file", test_users_file);
  g_test_add_func ("/pbx/users/read-only", test_users_read_only);
  g_test_add_func ("/pbx/users/vector", test_users_vector);
  g_test_add_func ("/pbx/users/single", test_users_single);

  return g_test_run ();
}
