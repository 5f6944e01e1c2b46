/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/server/dect-pbx-request-private.h"
#include "pbx/server/dect-pbx-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* The database of the PBX fails at each of its statements in turn: whatever was asked fails with a
 * sentence, and nothing of it stays. */

#define GW "00085d0a0b01"
#define OTHER "00085d0a0c01"

/* --- A database that fails ------------------------------------------------------------------- */

/* Of the connection that was opened last. */
static struct
{
  sqlite3 *db;
  guint at; /* the statement that fails, from 1; 0 = none */
  guint n;  /* statements so far */
  gboolean stop;
  gboolean refuse; /* the commit */
  gboolean came;
} fault;

/* Begin and rollback are not counted: the first is tried with a database in use, the second has
 * nothing to say. */
static int
on_statement (unsigned type, void *data, void *statement, void *text)
{
  const char *sql = sqlite3_sql (statement);

  if (fault.at == 0 || g_str_has_prefix (sql, "BEGIN") || g_str_has_prefix (sql, "ROLLBACK")
      || ++fault.n != fault.at)
    return 0;
  fault.came = TRUE;
  if (g_str_equal (sql, "COMMIT"))
    fault.refuse = TRUE;
  else
    fault.stop = TRUE;
  return 0;
}

static int
on_progress (void *data)
{
  gboolean stop = fault.stop;

  fault.stop = FALSE;
  return stop;
}

static int
on_commit (void *data)
{
  gboolean refuse = fault.refuse;

  fault.refuse = FALSE;
  return refuse;
}

static int
on_open (sqlite3 *db, const char **message, const struct sqlite3_api_routines *api)
{
  fault.db = db;
  sqlite3_trace_v2 (db, SQLITE_TRACE_STMT, on_statement, NULL);
  sqlite3_progress_handler (db, 1, on_progress, NULL);
  sqlite3_commit_hook (db, on_commit, NULL);
  return SQLITE_OK;
}

static void
arm (guint at)
{
  sqlite3 *db = fault.db;

  memset (&fault, 0, sizeof fault);
  fault.db = db;
  fault.at = at;
}

/* Returns whether the statement came. */
static gboolean
disarm (void)
{
  fault.at = 0;
  g_assert_false (fault.stop);
  return fault.came;
}

/* All that the database holds. */
static char *
dump (void)
{
  static const char *const queries[] = {
    "SELECT id || mac || revision || deleted || doc FROM gateway ORDER BY id",
    "SELECT gateway || kind || key || created || revision || ifnull (ip, '-') || doc FROM child",
    "SELECT gateway || kind || key || created || removed FROM removed",
    "SELECT gateway || kind || key || name || value FROM secret",
    "SELECT user || key || digest || status || headers || body FROM reply",
    "SELECT number || gateway || state || ifnull (message, '-') FROM job",
    "SELECT number || user || action || mac || revision FROM audit",
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      sqlite3_stmt *statement = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (fault.db, queries[i], -1, &statement, NULL), ==,
                       SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        g_string_append_printf (text, "%u %s\n", i, sqlite3_column_text (statement, 0));
      sqlite3_finalize (statement);
    }
  return g_string_free (text, FALSE);
}

/* --- A store with something in it ------------------------------------------------------------ */

#define AP1 "{'mac':'" GW "','name':'N','targetIp':'10.1.2.46','master':true}"
#define AP2 "{'mac':'00085d0a0b02','name':'S','targetIp':'10.1.2.47','source':'dectplan:1'}"
#define HS "{'ipei':'0007701154842','name':'Night','ac':'4711','sipPassword':'geheim'}"
#define HEAD                                                                                       \
  "'mac':'" GW "','name':'P','firmware':'iprfp3G-7.1','targetIp':'10.1.2.46','netmask':'255.255."  \
  "255.0','username':'omm'"
#define DOC(aps, hs) "{" HEAD ",'accesspoints':[" aps "],'handsets':[" hs "]}"
#define OTHER_DOC                                                                                  \
  "{'mac':'" OTHER "','name':'Q','accesspoints':[{'mac':'" OTHER                                   \
  "','targetIp':'10.1.9.1','master':true}],'handsets':[]}"

static JsonObject *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (JsonNode) node = dect_pbx_json_parse (json, strlen (json), NULL);

  return json_node_dup_object (node);
}

static gboolean
save (DectPbxStore *store, const char *text, GError **error)
{
  g_autoptr (JsonObject) document = parse (text);
  gint64 revision;

  return dect_pbx_store_save (store, document, &revision, error);
}

static DectPbxStore *
new_store (void)
{
  DectPbxReply reply = { (char *) "d1", 200, (char *) "{}", (char *) "{}" };
  g_autoptr (GError) error = NULL;
  g_autofree char *job = NULL;
  DectPbxStore *store = dect_pbx_store_open (":memory:", 50, &error);

  g_assert_no_error (error);
  g_assert_true (dect_pbx_store_begin (store, TRUE, &error));
  g_assert_true (save (store, OTHER_DOC, &error));
  g_assert_true (save (store, DOC (AP1 "," AP2, HS), &error));
  g_assert_true (save (store, DOC (AP1 "," AP2, HS), &error));
  job = dect_pbx_store_add_job (store, GW, &error);
  g_assert_cmpstr (job, ==, "a1");
  g_assert_true (dect_pbx_store_keep_reply (store, "moby", "k", &reply, 1000, &error));
  g_assert_true (dect_pbx_store_audit (store, 1000, "moby", "q1", "sync", GW, 2, &error));
  g_assert_true (dect_pbx_store_commit (store, &error));
  g_assert_no_error (error);
  return store;
}

/* --- What the store can do ------------------------------------------------------------------- */

static gboolean
do_create (DectPbxStore *store, GError **error)
{
  return save (store,
               "{'mac':'00085d0a0dff','password':'op','accesspoints':[{'mac':'00085d0a0dff'}],"
               "'handsets':[]}",
               error);
}

/* One record changed, one removed, one secret changed, one cleared. */
static gboolean
do_change (DectPbxStore *store, GError **error)
{
  return save (
      store,
      DOC ("{'mac':'" GW "','name':'X','master':true}", "{'ipei':'0007701154842','ac':'0815'}"),
      error);
}

static gboolean
do_delete (DectPbxStore *store, GError **error)
{
  return dect_pbx_store_delete (store, GW, error);
}

static gboolean
do_rekey (DectPbxStore *store, GError **error)
{
  return dect_pbx_store_rekey (store, GW, "00085d0a0bff", error);
}

static gboolean
do_load (DectPbxStore *store, GError **error)
{
  g_autoptr (JsonObject) object = dect_pbx_store_load (store, GW, TRUE, NULL, error);

  return object != NULL;
}

static gboolean
do_load_child (DectPbxStore *store, GError **error)
{
  g_autoptr (JsonObject) object
      = dect_pbx_store_load_child (store, GW, DECT_PBX_KIND_HANDSET, "0007701154842", NULL, error);

  return object != NULL;
}

static gboolean
do_list (DectPbxStore *store, GError **error)
{
  gint64 total;
  g_autoptr (JsonArray) array = dect_pbx_store_list (store, 10, 0, &total, error);

  return array != NULL;
}

static gboolean
do_list_children (DectPbxStore *store, GError **error)
{
  gint64 total;
  g_autoptr (JsonArray) array
      = dect_pbx_store_list_children (store, GW, DECT_PBX_KIND_ACCESSPOINT, 10, 0, &total, error);

  return array != NULL;
}

static gboolean
do_list_new (DectPbxStore *store, GError **error)
{
  g_autoptr (GHashTable) keys
      = dect_pbx_store_list_new (store, GW, DECT_PBX_KIND_ACCESSPOINT, 0, error);

  return keys != NULL;
}

static gboolean
do_list_removed (DectPbxStore *store, GError **error)
{
  g_auto (GStrv) keys
      = dect_pbx_store_list_removed (store, GW, DECT_PBX_KIND_ACCESSPOINT, 0, error);

  return keys != NULL;
}

static gboolean
do_keep_reply (DectPbxStore *store, GError **error)
{
  DectPbxReply reply = { (char *) "d2", 200, (char *) "{}", (char *) "{}" };

  return dect_pbx_store_keep_reply (store, "moby", "k2", &reply, 200000, error);
}

static gboolean
do_add_job (DectPbxStore *store, GError **error)
{
  g_autofree char *id = dect_pbx_store_add_job (store, OTHER, error);

  return id != NULL;
}

static gboolean
do_get_job (DectPbxStore *store, GError **error)
{
  g_autoptr (JsonObject) job = dect_pbx_store_get_job (store, GW, "a1", error);

  return job != NULL;
}

static gboolean
do_set_job (DectPbxStore *store, GError **error)
{
  return dect_pbx_store_set_job (store, "a1", "done", NULL, 1000, error);
}

static gboolean
do_audit (DectPbxStore *store, GError **error)
{
  return dect_pbx_store_audit (store, 1000, "moby", "q2", "rekey", GW, 3, error);
}

static gboolean
do_list_audit (DectPbxStore *store, GError **error)
{
  g_autoptr (JsonArray) array = dect_pbx_store_list_audit (store, 10, error);

  return array != NULL;
}

/* An answer of the kind "there is none" that is not one. */
static gboolean
do_find_owner (DectPbxStore *store, GError **error)
{
  g_autofree char *owner = dect_pbx_store_find_owner (store, GW, "targetIp", "10.1.9.1");

  return dect_pbx_store_check (store, error) && g_strcmp0 (owner, OTHER) == 0;
}

static gboolean
do_find_reply (DectPbxStore *store, GError **error)
{
  g_autoptr (DectPbxReply) reply = dect_pbx_store_find_reply (store, "moby", "k", 1001);

  return dect_pbx_store_check (store, error) && reply != NULL;
}

static void
test_store (void)
{
  static const struct
  {
    const char *name;
    gboolean (*run) (DectPbxStore *store, GError **error);
    guint statements; /* at least so many, so that the fault came at all */
  } operations[] = {
    { "create", do_create, 7 },
    { "change", do_change, 9 },
    { "delete", do_delete, 9 },
    { "rekey", do_rekey, 7 },
    { "load", do_load, 5 },
    { "load a child", do_load_child, 3 },
    { "list", do_list, 2 },
    { "list children", do_list_children, 4 },
    { "list new", do_list_new, 2 },
    { "list removed", do_list_removed, 2 },
    { "keep a reply", do_keep_reply, 2 },
    { "add a job", do_add_job, 3 },
    { "get a job", do_get_job, 1 },
    { "set a job", do_set_job, 1 },
    { "audit", do_audit, 2 },
    { "list the audit", do_list_audit, 1 },
    { "find an owner", do_find_owner, 1 },
    { "find a reply", do_find_reply, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    for (guint at = 1;; at++)
      {
        g_autoptr (DectPbxStore) store = new_store ();
        g_autofree char *before = dump ();
        g_autofree char *after = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (GError) again = NULL;
        gboolean ok, came;

        g_assert_true (dect_pbx_store_begin (store, TRUE, NULL));
        arm (at);
        ok = operations[i].run (store, &error) && dect_pbx_store_check (store, &error);
        came = disarm ();
        g_test_message ("%s, statement %u: %s", operations[i].name, at,
                        error != NULL ? error->message : "done");
        if (!came)
          {
            g_assert_no_error (error);
            g_assert_true (ok);
            g_assert_cmpuint (at, >, operations[i].statements);
            break;
          }
        g_assert_false (ok);
        g_assert_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_FAILED);
        g_assert_true (g_str_has_prefix (error->message, "The PBX database failed: "));

        /* Who goes on all the same does not get it onto the disk; another try does. */
        g_assert_false (dect_pbx_store_commit (store, &again));
        g_assert_error (again, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_FAILED);
        g_clear_error (&again);
        after = dump ();
        g_assert_cmpstr (after, ==, before);
        g_assert_true (dect_pbx_store_begin (store, TRUE, &again));
        g_assert_true (operations[i].run (store, &again));
        g_assert_true (dect_pbx_store_commit (store, &again));
        g_assert_no_error (again);
      }
}

static void
test_open (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dect-pbx-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pbx.db", NULL);
  gboolean came = TRUE;

  for (guint at = 1; came; at++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxStore) store = NULL;

      arm (at);
      store = dect_pbx_store_open (path, 50, &error);
      came = disarm ();
      g_assert_true ((store == NULL) == came);
      if (came)
        {
          g_assert_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_FAILED);
          g_assert_true (g_str_has_prefix (error->message, path));
        }
      g_clear_pointer (&store, dect_pbx_store_close);
      g_unlink (path);
    }
  g_rmdir (folder);
}

/* --- What the server says -------------------------------------------------------------------- */

typedef struct
{
  const char *method;
  const char *path;
  const char *query;
  const char *headers;
  const char *body;
  guint status; /* when nothing fails */
} Asked;

static DectPbxRequest *
ask (DectPbxStore *store, const Asked *asked)
{
  g_auto (GStrv) lines = g_strsplit (asked->headers != NULL ? asked->headers : "", "\n", -1);
  DectPbxRequest *request = dect_pbx_request_new ();

  request->method = asked->method;
  request->path = asked->path;
  request->user = g_strdup ("moby");
  request->id = g_strdup ("q3");
  request->base_path = "/services/";
  request->store = store;
  request->applied_only = TRUE;
  if (asked->query != NULL)
    {
      request->query = g_uri_parse_params (asked->query, -1, "&", G_URI_PARAMS_NONE, NULL);
    }
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (lines[i], ": ", 2);

      soup_message_headers_replace (request->headers, pair[0], pair[1]);
    }
  if (asked->body != NULL)
    {
      char *text = g_strdelimit (g_strdup (asked->body), "'", '"');

      request->body = g_bytes_new_take (text, strlen (text));
      soup_message_headers_replace (request->headers, "Content-Type", "application/json");
    }
  dect_pbx_dispatch (request);
  return request;
}

static char *
text_of (DectPbxRequest *request)
{
  gsize length = 0;
  const char *data = request->answer != NULL ? g_bytes_get_data (request->answer, &length) : "";

  return g_strndup (data, length);
}

/* A server whose database fails says so in its log; here the lines are counted instead. */
static guint n_warnings;

static void
count_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  n_warnings++;
}

static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return g_strcmp0 (domain, "dect-pbx") != 0 || (level & G_LOG_LEVEL_WARNING) == 0;
}

static void
count_warnings (void)
{
  n_warnings = 0;
  g_test_log_set_fatal_handler (is_fatal, NULL);
  g_log_set_handler ("dect-pbx", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, count_cb, NULL);
}

#define R2 "If-Match: \"r2\""
#define TARGET "'target':" DOC (AP1, HS)
#define GATEWAY "dectgateway/" GW

static void
test_server (void)
{
  static const Asked cases[] = {
    { "GET", "dectgateway", NULL, NULL, NULL, 200 },
    { "GET", GATEWAY, NULL, NULL, NULL, 200 },
    { "PUT", GATEWAY, NULL, R2, DOC (AP1, HS), 200 },
    { "PUT", "dectgateway/00085d0a0dff", NULL, "If-None-Match: *",
      "{'name':'R','firmware':'iprfp3G-7.1','targetIp':'10.1.7.1','netmask':'255.255.255.0',"
      "'username':'omm'}",
      201 },
    { "DELETE", GATEWAY, NULL, R2, NULL, 204 },
    { "GET", GATEWAY "/accesspoint", NULL, NULL, NULL, 200 },
    { "GET", GATEWAY "/accesspoint/" GW, NULL, NULL, NULL, 200 },
    { "PUT", GATEWAY "/accesspoint/00085d0a0b02", NULL, "If-Match: \"r1\"",
      "{'name':'T','targetIp':'10.1.2.47'}", 200 },
    { "PUT", GATEWAY "/handset/0007701154853", NULL, "If-None-Match: *", "{'name':'New'}", 201 },
    { "DELETE", GATEWAY "/handset/0007701154842", NULL, "If-Match: \"r1\"", NULL, 204 },
    { "POST", GATEWAY "/action", NULL, R2 "\nIdempotency-Key: k9",
      "{'action':'sync','mode':'create_update_remove'," TARGET "}", 200 },
    { "POST", GATEWAY "/action", NULL, R2, "{'action':'sync','dryrun':true," TARGET "}", 200 },
    { "POST", GATEWAY "/action", NULL, R2, "{'action':'rekey','mac':'00085d0a0bff'}", 200 },
    { "POST", GATEWAY "/action", NULL, R2, "{'action':'apply'}", 202 },
    { "POST", GATEWAY "/action", NULL, R2, "{'action':'apply','jobs':['a1']}", 202 },
    { "GET", GATEWAY "/job/a1", NULL, NULL, NULL, 200 },
    { "GET", GATEWAY "/export/rfp", NULL, NULL, NULL, 409 },
    { "GET", "dectgateway/" OTHER "/export/rfp", NULL, NULL, NULL, 200 },
    { "GET", "dectgateway/" OTHER "/export/rfp", "scope=new&since=r0", NULL, NULL, 200 },
  };

  count_warnings ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint at = 1;; at++)
      {
        g_autoptr (DectPbxStore) store = new_store ();
        g_autofree char *before = dump ();
        g_autofree char *after = NULL;
        g_autofree char *text = NULL;
        g_autoptr (DectPbxRequest) request = NULL;
        g_autoptr (DectPbxRequest) again = NULL;
        gboolean came;

        n_warnings = 0;
        arm (at);
        request = ask (store, &cases[i]);
        came = disarm ();
        text = text_of (request);
        g_test_message ("%s %s, statement %u: %u %s", cases[i].method, cases[i].path, at,
                        request->status, text);
        if (!came)
          {
            g_assert_cmpuint (request->status, ==, cases[i].status);
            g_assert_cmpuint (at, >, 1);
            break;
          }
        g_assert_cmpuint (request->status, ==, 500);
        g_assert_nonnull (strstr (text, "\"code\":\"server_fault\""));
        g_assert_nonnull (strstr (text, "The PBX database failed"));
        g_assert_cmpuint (request->started_jobs->len, ==, 0);
        g_assert_cmpuint (n_warnings, ==, 1);
        after = dump ();
        g_assert_cmpstr (after, ==, before);

        again = ask (store, &cases[i]);
        g_assert_cmpuint (again->status, ==, cases[i].status);
      }
}

/* A disk without room, and another program that holds the database. */
static void
test_full_and_busy (void)
{
  static const Asked put = { "PUT", GATEWAY, NULL, R2, DOC (AP1, HS), 200 };
  g_autofree char *folder = g_dir_make_tmp ("dect-pbx-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pbx.db", NULL);
  g_autofree char *long_name = g_strnfill (200000, 'n');
  g_autofree char *big
      = g_strdup_printf ("{'mac':'" GW "','x':'%s','accesspoints':[],'handsets':[]}", long_name);
  g_autofree char *before = NULL, *after = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxStore) store = dect_pbx_store_open (path, 1, &error);
  g_autoptr (DectPbxRequest) request = NULL;
  sqlite3 *db = fault.db, *other = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA max_page_count = 30", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  before = dump ();
  g_assert_true (dect_pbx_store_begin (store, TRUE, &error));
  g_assert_false (save (store, big, &error));
  g_assert_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_FULL);
  g_clear_error (&error);
  dect_pbx_store_rollback (store);
  after = dump ();
  g_assert_cmpstr (after, ==, before);

  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  request = ask (store, &put);
  text = text_of (request);
  g_assert_cmpuint (request->status, ==, 503);
  g_assert_nonnull (strstr (text, "\"code\":\"busy\""));
  g_assert_cmpstr (json_object_get_string_member (request->answer_headers, "Retry-After"), ==, "1");
  sqlite3_close (other);
  g_clear_pointer (&store, dect_pbx_store_close);
  g_unlink (path);
  g_rmdir (folder);
}

/* Somebody took a table away: no statement can even be made. */
static void
test_damaged (void)
{
  static const Asked get = { "GET", GATEWAY, NULL, NULL, NULL, 500 };
  static const Asked put = { "PUT", GATEWAY, NULL, R2, DOC (AP1, HS), 500 };
  g_autoptr (DectPbxStore) store = new_store ();
  g_autoptr (DectPbxRequest) got = NULL;
  g_autoptr (DectPbxRequest) written = NULL;

  count_warnings ();
  g_assert_cmpint (sqlite3_exec (fault.db, "DROP TABLE secret", NULL, NULL, NULL), ==, SQLITE_OK);
  got = ask (store, &get);
  g_assert_cmpuint (got->status, ==, 500);
  written = ask (store, &put);
  g_assert_cmpuint (written->status, ==, 500);
  g_assert_cmpuint (n_warnings, ==, 2);
}

int
main (int argc, char **argv)
{
  sqlite3_auto_extension ((void (*) (void)) on_open);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/store-faults/store", test_store);
  g_test_add_func ("/pbx/store-faults/open", test_open);
  g_test_add_func ("/pbx/store-faults/server", test_server);
  g_test_add_func ("/pbx/store-faults/full-and-busy", test_full_and_busy);
  g_test_add_func ("/pbx/store-faults/damaged", test_damaged);
  return g_test_run ();
}
