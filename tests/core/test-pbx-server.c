/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omm/dect-omm-writer.h"
#include "pbx/dect-pbx-document.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/server/dect-pbx-server.h"
#include "support/pbx-record.h"
#include "support/test-certificate.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define GW "00085d0a0b01"
#define GATEWAY "dectgateway/" GW
#define PASSWORD "correct horse"

/* --- A server, and a client that says what it likes ------------------------------------------ */

typedef struct
{
  DectPbxServer *server;
  SoupSession *session;
  GString *log;
  const char *uri; /* of a server in another process; else that of @server */

  /* The last answer. */
  guint status;
  SoupMessageHeaders *headers;
  char *text;
  JsonNode *json;
} Fixture;

static void
take_line (const char *line, gpointer data)
{
  g_string_append_printf (data, "%s\n", line);
}

static DectPbxServer *
start_server (const DectPbxServerOptions *options)
{
  g_autoptr (GError) error = NULL;
  DectPbxUsers *users = dect_pbx_users_new ();
  DectPbxServer *server;

  dect_pbx_users_add_password (users, "moby", PASSWORD, 1000, &error);
  dect_pbx_users_add_password (users, "anna", "other", 1000, &error);
  g_assert_no_error (error);
  server = dect_pbx_server_new (options, users);
  dect_pbx_server_start (server, &error);
  g_assert_no_error (error);
  return server;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  DectPbxServerOptions options = { 0 };

  self->log = g_string_new (NULL);
  options.log = take_line;
  options.log_data = self->log;
  options.apply_ms = GPOINTER_TO_UINT (data);
  self->server = start_server (&options);
  self->session = soup_session_new ();
}

static void
clear_answer (Fixture *self)
{
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->json, json_node_unref);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  clear_answer (self);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  dect_pbx_server_stop (self->server);
  g_assert_finalize_object (self->server);
  g_string_free (self->log, TRUE);
}

static char *
quotes (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

typedef struct
{
  gboolean over;
  GBytes *bytes;
  GError *error;
} Wait;

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  wait->bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &wait->error);
  wait->over = TRUE;
}

static void
wait_for (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

static SoupMessage *
make_message (Fixture *self, const char *method, const char *path, const char *headers)
{
  const char *base = self->uri != NULL ? self->uri : dect_pbx_server_get_uri (self->server);
  g_autofree char *uri = path[0] == '/' || strstr (path, "://") != NULL
                             ? g_uri_resolve_relative (base, path, G_URI_FLAGS_ENCODED, NULL)
                             : g_strconcat (base, path, NULL);
  g_autoptr (GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message = soup_message_new_from_uri (method, parsed);
  SoupMessageHeaders *fields = soup_message_get_request_headers (message);
  g_auto (GStrv) lines = g_strsplit (headers != NULL ? headers : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (lines[i], ": ", 2);
      g_autofree char *value = pair[0] != NULL && pair[1] != NULL ? quotes (pair[1]) : NULL;

      if (value != NULL)
        soup_message_headers_replace (fields, pair[0], value);
    }
  return message;
}

static void
set_user (SoupMessage *message, const char *user, const char *password)
{
  g_autofree char *pair = g_strconcat (user, ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
}

/* Sends @message; the answer stands in the fixture. */
static guint
transmit_body (Fixture *self, SoupMessage *message, const char *body)
{
  Wait wait = { 0 };

  /* The session would answer a 401 by asking again. */
  soup_message_add_flags (message, SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE | SOUP_MESSAGE_NO_REDIRECT);
  clear_answer (self);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_sent,
                                    &wait);
  wait_for (&wait.over);
  g_assert_no_error (wait.error);

  self->status = soup_message_get_status (message);
  self->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  self->text
      = g_strndup (g_bytes_get_size (wait.bytes) > 0 ? g_bytes_get_data (wait.bytes, NULL) : "",
                   g_bytes_get_size (wait.bytes));
  g_bytes_unref (wait.bytes);
  if (g_strcmp0 (soup_message_headers_get_content_type (self->headers, NULL), "application/json")
          == 0
      && *self->text != '\0')
    {
      self->json = json_from_string (self->text, NULL);
      g_assert_nonnull (self->json);
    }
  test_pbx_record (self->uri != NULL ? self->uri : dect_pbx_server_get_uri (self->server), message,
                   body, self->text);
  return self->status;
}

static guint
transmit (Fixture *self, SoupMessage *message)
{
  return transmit_body (self, message, NULL);
}

/* @headers: "Name: value" lines; in it and in @body ' stands for ". */
static guint
ask (Fixture *self, const char *method, const char *path, const char *headers, const char *body)
{
  g_autoptr (SoupMessage) message = make_message (self, method, path, headers);
  SoupMessageHeaders *fields = soup_message_get_request_headers (message);
  g_autofree char *text = NULL;

  if (soup_message_headers_get_one (fields, "Authorization") == NULL)
    set_user (message, "moby", PASSWORD);
  if (body != NULL)
    {
      text = quotes (body);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autofree char *type = g_strdup (soup_message_headers_get_one (fields, "Content-Type"));

      soup_message_set_request_body_from_bytes (message, type != NULL ? type : "application/json",
                                                bytes);
    }
  return transmit_body (self, message, text);
}

static const char *
header (Fixture *self, const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}

static const char *
member (Fixture *self, const char *name)
{
  return dect_pbx_json_get_string (json_node_get_object (self->json), name);
}

static gint64
summary (Fixture *self, const char *name)
{
  return dect_pbx_json_get_int (
      dect_pbx_json_get_object (json_node_get_object (self->json), "summary"), name, -1);
}

static char *
first_error (Fixture *self)
{
  JsonArray *errors = self->json != NULL && JSON_NODE_HOLDS_OBJECT (self->json)
                          ? dect_pbx_json_get_array (json_node_get_object (self->json), "errors")
                          : NULL;
  JsonObject *error = errors != NULL && json_array_get_length (errors) > 0
                          ? json_array_get_object_element (errors, 0)
                          : NULL;

  return error != NULL ? g_strdup_printf ("%s %s", dect_pbx_json_get_string (error, "path"),
                                          dect_pbx_json_get_string (error, "code"))
                       : g_strdup ("");
}

#define HEAD                                                                                       \
  "'mac':'" GW                                                                                     \
  "','name':'Plant','firmware':'iprfp3G-7.1','targetIp':'10.1.2.46','netmask':'255.255.255.0',"    \
  "'username':'omm','source':'dectplan:1'"
#define AP1                                                                                        \
  "{'mac':'00085d0a0b01','name':'Hall 1 "                                                          \
  "N','targetIp':'10.1.2.46','firmware':'default','master':true,"                                  \
  "'failover':false,'reflective':false,'source':'dectplan:1'}"
#define AP2                                                                                        \
  "{'mac':'00085d0a0b02','name':'Hall 1 "                                                          \
  "S','targetIp':'10.1.2.47','firmware':'default','master':false,"                                 \
  "'failover':true,'reflective':true,'source':'dectplan:1'}"
#define HS1                                                                                        \
  "{'ipei':'0007701154842','name':'Night','number':'401','ac':'4711','sipPassword':'geheim','"     \
  "source':'dectplan:1'}"
#define DOC(aps, hs) "{" HEAD ",'accesspoints':[" aps "],'handsets':[" hs "]}"
#define SYNC(dry, mode, target)                                                                    \
  "{'action':'sync','mode':'" mode "','dryrun':" dry ",'target':" target "}"
#define NEW "If-None-Match: *"

static void
push (Fixture *self, const char *headers, const char *target)
{
  g_autofree char *body = g_strdup_printf (SYNC ("false", "create_update_remove", "%s"), target);

  ask (self, "POST", GATEWAY "/action", headers, body);
  if (self->status != 200)
    g_test_message ("%s", self->text);
  g_assert_cmpuint (self->status, ==, 200);
}

/* --- Every route and status ------------------------------------------------------------------ */

/* Run one after the other against one server: each line says what it expects. */
static void
test_table (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *headers;
    const char *body;
    guint status;
    const char *code;  /* of an error, else NULL */
    const char *error; /* "pointer code" of the first error */
    const char *etag;
  } cases[] = {
    { "GET", "info/dect", NULL, NULL, 200 },
    { "HEAD", "info/dect", NULL, NULL, 200 },
    { "GET", "dectgateway/", NULL, NULL, 200 },
    { "GET", "dectgateway", NULL, NULL, 200 },

    /* Not there yet. */
    { "GET", GATEWAY, NULL, NULL, 404, "unknown_gateway" },
    { "DELETE", GATEWAY, "If-Match: 'r1'", NULL, 404, "unknown_gateway" },
    { "GET", GATEWAY "/accesspoint/", NULL, NULL, 404, "unknown_gateway" },
    { "GET", GATEWAY "/accesspoint/" GW, NULL, NULL, 404, "unknown_gateway" },
    { "PUT", GATEWAY "/accesspoint/" GW, NEW, AP1, 404, "unknown_gateway" },
    { "GET", GATEWAY "/export/rfp", NULL, NULL, 404, "unknown_gateway" },
    { "GET", GATEWAY "/job/a1", NULL, NULL, 404, "unknown_gateway" },
    { "POST", GATEWAY "/action", "If-Match: 'r1'", "{'action':'apply'}", 404, "unknown_gateway" },
    { "POST", GATEWAY "/action", "If-Match: 'r1'", "{'action':'rekey','mac':'00085d0a0bff'}", 404,
      "unknown_gateway" },

    /* Wrong in form. */
    { "GET", "nothing/here", NULL, NULL, 404, "unknown_module" },
    { "GET", "/elsewhere", NULL, NULL, 404, "unknown_module" },
    { "GET", GATEWAY "/export/other", NULL, NULL, 404, "unknown_module" },
    { "POST", GATEWAY, NULL, "{}", 405, "method_not_allowed" },
    { "PATCH", GATEWAY, NULL, "{}", 405, "method_not_allowed" },
    { "GET", "dectgateway/xyz", NULL, NULL, 400, "malformed" },
    { "GET", "dectgateway/01085d0a0b01", NULL, NULL, 400, "malformed" },
    { "GET", GATEWAY "/handset/0007701154843", NULL, NULL, 400, "malformed" },
    { "GET", "dectgateway/" GW "%2Fx", NULL, NULL, 400, "malformed" },
    { "GET", "dectgateway/%00", NULL, NULL, 400, "malformed" },
    { "GET", "dectgateway/?limit=0", NULL, NULL, 400, "malformed" },
    { "GET", "dectgateway/?limit=1001", NULL, NULL, 400, "malformed" },
    { "GET", "dectgateway/?offset=-1", NULL, NULL, 400, "malformed" },
    { "GET", "info/dect", "Accept: text/html", NULL, 406, "not_acceptable" },
    { "GET", "info/dect", "Accept: application/json;q=0.5, text/html", NULL, 200 },
    { "GET", "info/dect", "X-Dect-Contract: 1", NULL, 200 },
    { "GET", "info/dect", "X-Dect-Contract: 2", NULL, 406, "not_acceptable" },
    { "PUT", GATEWAY, NEW "\nX-Dect-Contract: 1.0", "{}", 406, "not_acceptable" },
    { "PUT", GATEWAY, NEW "\nContent-Type: text/plain", "{}", 415, "unsupported_media_type" },
    { "PUT", GATEWAY, NEW, "{", 400, "malformed" },
    { "PUT", GATEWAY, NEW, "[]", 400, "malformed" },
    { "PUT", GATEWAY, NEW, "", 400, "malformed" },
    { "PUT", GATEWAY, NEW, "{'name':1}", 400, "malformed", "/name wrong_type" },
    { "PUT", GATEWAY, NEW, "{" HEAD ",'accesspoints':{}}", 400, "malformed",
      "/accesspoints wrong_type" },
    { "POST", GATEWAY "/action", NEW, "{}", 400, "malformed" },
    { "POST", GATEWAY "/action", NEW, "{'action':'explode'}", 400, "malformed" },
    { "POST", GATEWAY "/action", NEW, "{'action':'sync'}", 400, "malformed" },
    { "POST", GATEWAY "/action", NEW, "{'action':'sync','mode':'x','target':{}}", 400,
      "malformed" },
    { "POST", GATEWAY "/action", NEW, "{'action':'sync','dryrun':1,'target':" DOC (AP1, "") "}",
      400, "malformed" },

    /* Create: precondition, then invariants. */
    { "PUT", GATEWAY, NULL, DOC (AP1, ""), 428, "precondition_required" },
    { "PUT", GATEWAY, "If-Match: 'r1'", DOC (AP1, ""), 412, "precondition_failed" },
    { "PUT", GATEWAY, NEW, "{'mac':'00085d0a0bff','name':'x'}", 422, "validation",
      "/mac key_mismatch" },
    { "PUT", GATEWAY, NEW, DOC ("", ""), 422, "validation", "/accesspoints accesspoint_count" },
    { "PUT", GATEWAY, NEW, DOC (AP1, HS1), 201, NULL, NULL, "\"r1\"" },
    { "PUT", GATEWAY, NEW, DOC (AP1, HS1), 412, "precondition_failed", NULL, "\"r1\"" },
    { "PUT", GATEWAY, NULL, DOC (AP1, HS1), 428, "precondition_required" },
    { "PUT", GATEWAY, "If-Match: 'r7'", DOC (AP1, HS1), 412, "precondition_failed", NULL,
      "\"r1\"" },
    { "PUT", GATEWAY, "If-Match: W/'r1'", DOC (AP1, HS1), 412, "precondition_failed", NULL,
      "\"r1\"" },
    { "PUT", GATEWAY, "If-Match: 'r0', 'r1'", DOC (AP1, HS1), 200, NULL, NULL, "\"r1\"" },

    /* Read. */
    { "GET", GATEWAY, NULL, NULL, 200, NULL, NULL, "\"r1\"" },
    { "GET", "dectgateway/00:08:5D:0A:0B:01", NULL, NULL, 200, NULL, NULL, "\"r1\"" },
    { "GET", GATEWAY, "If-None-Match: 'r1'", NULL, 304, NULL, NULL, "\"r1\"" },
    { "GET", GATEWAY, "If-None-Match: W/'r1'", NULL, 304, NULL, NULL, "\"r1\"" },
    { "GET", GATEWAY, "If-None-Match: 'r2'", NULL, 200, NULL, NULL, "\"r1\"" },

    /* One base station. */
    { "GET", GATEWAY "/accesspoint/00085d0a0b02", NULL, NULL, 404, "unknown_accesspoint" },
    { "PUT", GATEWAY "/accesspoint/00085d0a0b02", NULL, AP2, 428, "precondition_required" },
    { "PUT", GATEWAY "/accesspoint/00085d0a0b02", NEW, AP1, 422, "validation",
      "/mac key_mismatch" },
    { "PUT", GATEWAY "/accesspoint/00085d0a0b02", NEW, "{'name':'S','targetIp':'10.9.9.9'}", 422,
      "validation", "/targetIp ip_outside_subnet" },
    { "PUT", GATEWAY "/accesspoint/00085d0a0b02", NEW, AP2, 201, NULL, NULL, "\"r2\"" },
    { "GET", GATEWAY "/accesspoint/" GW, NULL, NULL, 200, NULL, NULL, "\"r1\"" },
    { "GET", GATEWAY "/accesspoint/00085d0a0b02", "If-None-Match: 'r2'", NULL, 304 },
    { "PUT", GATEWAY "/accesspoint/00085d0a0b02", "If-Match: 'r1'", AP2, 412, "precondition_failed",
      NULL, "\"r2\"" },
    { "PUT", GATEWAY "/accesspoint/00085d0a0b02", "If-Match: 'r2'", AP2, 200, NULL, NULL,
      "\"r2\"" },
    { "PUT", GATEWAY "/accesspoint/00085d0a0b02", "If-Match: 'r2'",
      "{'name':'S','targetIp':'10.1.2.47','master':true}", 422, "validation",
      "/master two_masters" },
    { "PUT", GATEWAY "/accesspoint/00085d0a0b02", "If-Match: 'r2'",
      "{'name':'T','targetIp':'10.1.2.47'}", 200, NULL, NULL, "\"r3\"" },
    { "DELETE", GATEWAY "/accesspoint/00085d0a0b02", NULL, NULL, 428, "precondition_required" },
    { "DELETE", GATEWAY "/accesspoint/00085d0a0b02", "If-Match: 'r2'", NULL, 412,
      "precondition_failed", NULL, "\"r3\"" },
    { "DELETE", GATEWAY "/accesspoint/00085d0a0b02", "If-Match: 'r3'", NULL, 204 },
    { "DELETE", GATEWAY "/accesspoint/" GW, "If-Match: 'r1'", NULL, 422, "validation" },

    /* One handset; an IPEI that ends with a star in both spellings. */
    { "GET", GATEWAY "/handset/0007701154842", NULL, NULL, 200, NULL, NULL, "\"r1\"" },
    { "GET", GATEWAY "/handset/0007701154842", "If-None-Match: 'r1'", NULL, 304, NULL, NULL,
      "\"r1\"" },
    { "PUT", GATEWAY "/handset/0007701154842", "If-Match: 'r1'", HS1, 200, NULL, NULL, "\"r1\"" },
    { "PUT", GATEWAY "/handset/000770115481%2A", NEW, "{'name':'Star'}", 201, NULL, NULL,
      "\"r5\"" },
    { "GET", GATEWAY "/handset/000770115481*", NULL, NULL, 200, NULL, NULL, "\"r5\"" },
    { "GET", GATEWAY "/handset/000770115481%2a", NULL, NULL, 200, NULL, NULL, "\"r5\"" },
    { "DELETE", GATEWAY "/handset/000770115481*", "If-Match: 'r5'", NULL, 204 },
    { "DELETE", GATEWAY "/handset/000770115481*", "If-Match: 'r5'", NULL, 404, "unknown_handset" },
    { "GET", GATEWAY "/handset/", NULL, NULL, 200 },

    /* Jobs and files. */
    { "GET", GATEWAY "/job/a1", NULL, NULL, 404, "unknown_job" },
    { "GET", GATEWAY "/job/zzz", NULL, NULL, 404, "unknown_job" },
    { "POST", GATEWAY "/action", NULL, "{'action':'apply'}", 428, "precondition_required" },
    { "POST", GATEWAY "/action", "If-Match: 'r6'", "{'action':'apply'}", 200 },
    { "POST", GATEWAY "/action", "If-Match: 'r6'", "{'action':'apply','jobs':['a9']}", 404,
      "unknown_job" },
    { "POST", GATEWAY "/action", "If-Match: 'r6'", "{'action':'apply','jobs':'a9'}", 400,
      "malformed" },
    { "GET", GATEWAY "/export/rfp", NULL, NULL, 200, NULL, NULL, "\"r6-rfp\"" },
    { "GET", GATEWAY "/export/rfp", "If-None-Match: 'r6-rfp'", NULL, 304, NULL, NULL,
      "\"r6-rfp\"" },
    { "GET", GATEWAY "/export/handset", "Accept: text/plain", NULL, 200, NULL, NULL,
      "\"r6-handset\"" },
    { "GET", GATEWAY "/export/handset", "If-None-Match: 'r6-handset'", NULL, 304 },
    { "GET", GATEWAY "/export/handset", "Accept: application/json", NULL, 406, "not_acceptable" },
    { "GET", GATEWAY "/export/rfp?scope=some", NULL, NULL, 400, "malformed" },
    { "GET", GATEWAY "/export/rfp?scope=new", NULL, NULL, 400, "malformed" },
    { "GET", GATEWAY "/export/rfp?scope=new&since=6", NULL, NULL, 400, "malformed" },
    { "GET", GATEWAY "/export/rfp?format=xml", NULL, NULL, 400, "malformed" },
    { "GET", GATEWAY "/export/rfp?scope=new&since=r1&format=omm-text", NULL, NULL, 204 },

    /* Rekey, and away with it. */
    { "POST", GATEWAY "/action", "If-Match: 'r6'", "{'action':'rekey','mac':'x'}", 400,
      "malformed" },
    { "POST", GATEWAY "/action", "If-Match: 'r6'", "{'action':'rekey','mac':'" GW "'}", 409,
      "mac_in_use", "/mac mac_in_use" },
    { "POST", GATEWAY "/action", NULL, "{'action':'rekey','mac':'00085d0a0bff'}", 428,
      "precondition_required" },
    { "POST", GATEWAY "/action", "If-Match: 'r6'", "{'action':'rekey','mac':'00:08:5d:0a:0b:ff'}",
      200, NULL, NULL, "\"r8\"" },
    { "GET", GATEWAY, NULL, NULL, 404, "unknown_gateway" },
    { "GET", "dectgateway/00085d0a0bff/accesspoint/00085d0a0bff", NULL, NULL, 200 },
    { "DELETE", "dectgateway/00085d0a0bff", NULL, NULL, 428, "precondition_required" },
    { "DELETE", "dectgateway/00085d0a0bff", "If-Match: 'r1'", NULL, 412, "precondition_failed",
      NULL, "\"r8\"" },
    { "DELETE", "dectgateway/00085d0a0bff", "If-Match: 'r8'", NULL, 204 },
    { "GET", "dectgateway/00085d0a0bff", NULL, NULL, 404, "unknown_gateway" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *error = NULL;
      const char *code;

      ask (self, cases[i].method, cases[i].path, cases[i].headers, cases[i].body);
      g_test_message ("%u: %s %s -> %u %s", i, cases[i].method, cases[i].path, self->status,
                      self->text);
      error = first_error (self);
      g_assert_cmpuint (self->status, ==, cases[i].status);
      g_assert_cmpstr (header (self, "X-Dect-Contract"), ==, "1");
      g_assert_nonnull (header (self, "X-Request-Id"));
      code = self->json != NULL && JSON_NODE_HOLDS_OBJECT (self->json) ? member (self, "code")
                                                                       : NULL;
      g_assert_cmpstr (code, ==, cases[i].code);
      if (cases[i].code != NULL)
        {
          g_assert_cmpstr (member (self, "response"), ==, "error");
          g_assert_cmpint (dect_pbx_json_get_int (json_node_get_object (self->json), "status", 0),
                           ==, cases[i].status);
          g_assert_cmpstr (member (self, "request"), ==, header (self, "X-Request-Id"));
        }
      if (cases[i].error != NULL)
        g_assert_cmpstr (error, ==, cases[i].error);
      if (cases[i].etag != NULL)
        g_assert_cmpstr (header (self, "ETag"), ==, cases[i].etag);
      if (cases[i].status == 405)
        g_assert_cmpstr (header (self, "Allow"), ==, "GET, PUT, DELETE");
      if (cases[i].status == 201)
        g_assert_true (g_str_has_prefix (header (self, "Location"), "/services/dectgateway/" GW));
      /* Secrets go in and never come out. */
      if (strstr (cases[i].path, "export") == NULL)
        g_assert_null (strstr (self->text, "geheim"));
    }
  g_assert_null (strstr (self->log->str, "geheim"));
  g_assert_null (strstr (self->log->str, PASSWORD));
}

static void
test_auth (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *user; /* NULL: none */
    const char *password;
    guint status;
  } cases[] = {
    { NULL, NULL, 401 },      { "moby", PASSWORD, 200 }, { "anna", "other", 200 },
    { "moby", "other", 401 }, { "moby", "", 401 },       { "nobody", PASSWORD, 401 },
    { "", "", 401 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessage) message = make_message (self, "GET", "info/dect", NULL);

      if (cases[i].user != NULL)
        set_user (message, cases[i].user, cases[i].password);
      g_assert_cmpuint (transmit (self, message), ==, cases[i].status);
      if (cases[i].status != 401)
        continue;
      g_assert_cmpstr (member (self, "code"), ==, "unauthorized");
      g_assert_true (g_str_has_prefix (header (self, "WWW-Authenticate"), "Basic realm="));
    }
  g_assert_cmpuint (ask (self, "GET", "info/dect", "Authorization: Bearer x", NULL), ==, 401);
  g_assert_cmpuint (ask (self, "GET", "info/dect", "Authorization: Basic ###", NULL), ==, 401);
  g_assert_cmpuint (
      ask (self, "PUT", GATEWAY, NEW "\nAuthorization: Basic bW9ieTp4", DOC (AP1, "")), ==, 401);
  g_assert_cmpuint (ask (self, "GET", GATEWAY, NULL, NULL), ==, 404);
}

static void
test_request_id (Fixture *self, gconstpointer data)
{
  ask (self, "GET", "info/dect", "X-Request-Id: abc-1.2_3", NULL);
  g_assert_cmpstr (header (self, "X-Request-Id"), ==, "abc-1.2_3");
  g_assert_nonnull (strstr (self->log->str, " moby GET /services/info/dect 200 "));
  g_assert_nonnull (strstr (self->log->str, " abc-1.2_3\n"));
  ask (self, "GET", "info/dect", "X-Request-Id: a b", NULL);
  g_assert_true (g_uuid_string_is_valid (header (self, "X-Request-Id")));
}

static void
test_bounds (Fixture *self, gconstpointer data)
{
  g_autofree char *giant = g_strnfill (17 * 1024 * 1024, ' ');
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *long_path = g_strnfill (3000, 'a');

  ask (self, "PUT", GATEWAY, NEW, giant);
  g_assert_cmpuint (self->status, ==, 413);
  g_assert_cmpstr (member (self, "code"), ==, "too_large");
  ask (self, "PUT", GATEWAY, NEW, deep);
  g_assert_cmpuint (self->status, ==, 400);
  ask (self, "GET", long_path, NULL, NULL);
  g_assert_cmpuint (self->status, ==, 400);
  ask (self, "GET", "info/dect", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
}

/* A file that cannot be written says why, and what to do about it. */
static void
test_not_expressible (Fixture *self, gconstpointer data)
{
  push (self, NEW, "{" HEAD ",'ommLayout':{'rfp':'no-such-layout'},'accesspoints':[" AP1 "]}");
  ask (self, "GET", GATEWAY "/export/rfp", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 422);
  g_assert_cmpstr (member (self, "code"), ==, "not_expressible");
  g_assert_nonnull (strstr (member (self, "message"), "no-such-layout"));
  g_assert_cmpuint (ask (self, "GET", GATEWAY "/export/handset", NULL, NULL), ==, 200);
}

/* --- Sync ------------------------------------------------------------------------------------ */

static void
test_sync (Fixture *self, gconstpointer data)
{
  JsonArray *jobs;
  g_autofree char *job = NULL;

  /* A dry run leaves nothing behind. */
  ask (self, "POST", GATEWAY "/action", NEW,
       SYNC ("true", "create_update", DOC (AP1 "," AP2, HS1)));
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpstr (member (self, "response"), ==, "sync simulated");
  g_assert_cmpint (summary (self, "create"), ==, 4);
  g_assert_null (strstr (self->text, "4711"));
  g_assert_cmpuint (ask (self, "GET", GATEWAY, NULL, NULL), ==, 404);

  push (self, NEW, DOC (AP1 "," AP2, HS1));
  g_assert_cmpstr (member (self, "response"), ==, "sync committed");
  g_assert_cmpstr (member (self, "etag"), ==, "\"r1\"");
  g_assert_cmpstr (header (self, "ETag"), ==, "\"r1\"");
  jobs = dect_pbx_json_get_array (json_node_get_object (self->json), "jobs");
  g_assert_cmpuint (json_array_get_length (jobs), ==, 1);
  job = g_strdup (json_object_get_string_member (json_array_get_object_element (jobs, 0), "id"));

  /* The same again keeps everything, the ETag too. */
  push (self, "If-Match: 'r1'", DOC (AP2 "," AP1, HS1));
  g_assert_cmpint (summary (self, "keep"), ==, 4);
  g_assert_cmpint (summary (self, "create") + summary (self, "update") + summary (self, "remove"),
                   ==, 0);
  g_assert_cmpstr (member (self, "etag"), ==, "\"r1\"");

  ask (self, "POST", GATEWAY "/action", "If-Match: 'r1'", "{'action':'apply'}");
  g_assert_cmpuint (self->status, ==, 202);
  g_assert_cmpstr (member (self, "response"), ==, "apply started");
  {
    g_autofree char *location = g_strdup (header (self, "Location"));

    g_assert_true (g_str_has_suffix (location, job));
    g_assert_cmpuint (ask (self, "GET", location, NULL, NULL), ==, 200);
    g_assert_cmpstr (member (self, "state"), ==, "done");
  }
}

static void
test_secrets (Fixture *self, gconstpointer data)
{
  push (self, NEW, DOC (AP1, HS1));
  ask (self, "GET", GATEWAY "/handset/0007701154842", NULL, NULL);
  g_assert_true (dect_pbx_json_get_bool (json_node_get_object (self->json), "acSet", FALSE));
  g_assert_false (json_object_has_member (json_node_get_object (self->json), "ac"));

  /* Absent keeps, text sets, null clears. */
  push (self, "If-Match: 'r1'",
        DOC (AP1, "{'ipei':'0007701154842','name':'Night','number':'401','source':'dectplan:1'}"));
  g_assert_cmpint (summary (self, "keep"), ==, 3);
  push (self, "If-Match: 'r1'",
        DOC (AP1, "{'ipei':'0007701154842','name':'Night','number':'401','ac':'0815','sipPassword':"
                  "null,'source':'dectplan:1'}"));
  g_assert_cmpint (summary (self, "update"), ==, 1);
  g_assert_nonnull (strstr (self->text, "\"ac\":\"changed\""));
  g_assert_null (strstr (self->text, "0815"));
  ask (self, "GET", GATEWAY "/export/handset", NULL, NULL);
  g_assert_nonnull (strstr (self->text, "0815"));
  g_assert_null (strstr (self->text, "geheim"));
}

/* Prune takes only what the same source put there. */
static void
test_prune (Fixture *self, gconstpointer data)
{
  push (self, NEW, DOC (AP1 "," AP2, HS1));
  ask (self, "PUT", GATEWAY "/accesspoint/00085d0a0b03", NEW,
       "{'name':'Theirs','targetIp':'10.1.2.48','source':'another'}");
  g_assert_cmpuint (self->status, ==, 201);

  push (self, "If-Match: 'r2'", DOC (AP1, ""));
  g_assert_cmpint (summary (self, "remove"), ==, 2);
  g_assert_nonnull (strstr (self->text, "omm_manual_delete"));
  g_assert_cmpuint (ask (self, "GET", GATEWAY "/accesspoint/00085d0a0b03", NULL, NULL), ==, 200);
  g_assert_cmpuint (ask (self, "GET", GATEWAY "/accesspoint/00085d0a0b02", NULL, NULL), ==, 404);

  /* The other mode takes nothing. */
  ask (self, "POST", GATEWAY "/action", "If-Match: 'r3'",
       SYNC ("false", "create_update", "{" HEAD ",'accesspoints':[" AP2 "]}"));
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpint (summary (self, "create"), ==, 1);
  g_assert_cmpint (summary (self, "remove"), ==, 0);
  g_assert_cmpuint (ask (self, "GET", GATEWAY "/accesspoint/", NULL, NULL), ==, 200);
  g_assert_cmpstr (header (self, "X-Total-Count"), ==, "3");
}

static void
test_idempotency (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL;

  push (self, NEW "\nIdempotency-Key: k1", DOC (AP1, ""));
  first = g_strdup (self->text);

  /* The answer was lost: the same request again, with the precondition of then. */
  push (self, NEW "\nIdempotency-Key: k1", DOC (AP1, ""));
  g_assert_cmpstr (self->text, ==, first);
  g_assert_cmpstr (header (self, "ETag"), ==, "\"r1\"");
  g_assert_cmpstr (header (self, "X-Idempotent-Replay"), ==, "true");
  g_assert_cmpuint (ask (self, "GET", GATEWAY, NULL, NULL), ==, 200);
  g_assert_cmpstr (header (self, "ETag"), ==, "\"r1\"");

  ask (self, "POST", GATEWAY "/action", "If-Match: 'r1'\nIdempotency-Key: k1",
       SYNC ("false", "create_update", DOC (AP1 "," AP2, "")));
  g_assert_cmpuint (self->status, ==, 409);
  g_assert_cmpstr (member (self, "code"), ==, "idempotency_mismatch");

  /* A refusal is not kept: the same key works once it is right. */
  ask (self, "POST", GATEWAY "/action", "If-Match: 'r9'\nIdempotency-Key: k2",
       SYNC ("false", "create_update", DOC (AP1 "," AP2, "")));
  g_assert_cmpuint (self->status, ==, 412);
  ask (self, "POST", GATEWAY "/action", "If-Match: 'r1'\nIdempotency-Key: k2",
       SYNC ("false", "create_update", DOC (AP1 "," AP2, "")));
  g_assert_cmpuint (self->status, ==, 200);
}

static char *
many_accesspoints (guint n)
{
  GString *text = g_string_new (AP1);

  for (guint i = 2; i <= n; i++)
    g_string_append_printf (
        text,
        ",{'mac':'00085d0b%02x%02x','name':'B %u','targetIp':'10.1.%u.%u','source':'dectplan:1'}",
        i >> 8, i & 255, i, 3 + i / 200, 1 + i % 200);
  return g_string_free (text, FALSE);
}

static void
test_count (Fixture *self, gconstpointer data)
{
  for (guint n = 254; n <= 255; n++)
    {
      g_autofree char *list = many_accesspoints (n);
      g_autofree char *target = g_strdup_printf (
          "{'mac':'" GW "','name':'Plant','targetIp':'10.1.2.46','netmask':'255.255.0.0',"
          "'source':'dectplan:1','accesspoints':[%s]}",
          list);
      g_autofree char *body = g_strdup_printf (SYNC ("true", "create_update", "%s"), target);
      g_autofree char *error = NULL;

      ask (self, "POST", GATEWAY "/action", NEW, body);
      error = first_error (self);
      g_assert_cmpuint (self->status, ==, n == 254 ? 200 : 422);
      g_assert_cmpstr (error, ==, n == 254 ? "" : "/accesspoints accesspoint_count");
    }
}

/* Pointers are those of what was sent, whatever stands at the PBX already. */
static void
test_pointers (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *target;
    const char *error;
  } cases[] = {
    { "{" HEAD
      ",'accesspoints':[{'mac':'00085d0a0b02','name':'S','targetIp':'10.1.2.47','master':true}]}",
      "/accesspoints/0/master two_masters" },
    { "{" HEAD ",'accesspoints':[" AP2 "," AP1
      ",{'mac':'00085d0a0b00','name':'Z','targetIp':'10.9.9.9'}]}",
      "/accesspoints/2/targetIp ip_outside_subnet" },
    { "{" HEAD ",'accesspoints':[{'mac':'00085d0a0b02','name':'S','targetIp':'10.1.2.48'}]}",
      "/accesspoints/0/targetIp ip_duplicate" },
    { "{" HEAD ",'accesspoints':[" AP2 "," AP2 "]}", "/accesspoints/1/mac mac_duplicate" },
    { "{" HEAD ",'handsets':[" HS1 ",{'ipei':'1'}]}", "/handsets/1/ipei ipei_invalid" },
    { "{'mac':'" GW "','name':'a;b','targetIp':'10.1.2.46','netmask':'255.255.255.0'}",
      "/name name_chars" },
    { "{'mac':'" GW "','name':'Plant','targetIp':'10.1.2.46','netmask':'255.0.255.0'}",
      "/netmask netmask_invalid" },
  };

  push (self, NEW, DOC (AP1 ",{'mac':'00085d0a0b09','name':'T','targetIp':'10.1.2.48'}", ""));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body
          = g_strdup_printf (SYNC ("true", "create_update", "%s"), cases[i].target);
      g_autofree char *error = NULL;

      ask (self, "POST", GATEWAY "/action", "If-Match: 'r1'", body);
      g_test_message ("%u: %s", i, self->text);
      error = first_error (self);
      g_assert_cmpuint (self->status, ==, 422);
      g_assert_cmpstr (error, ==, cases[i].error);
    }
}

static void
test_clashes (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *accesspoint;
    const char *handset;
    const char *code;
    const char *error;
  } cases[] = {
    { "'mac':'00085d0a0b02','targetIp':'10.1.2.99'", "", "mac_in_use",
      "/accesspoints/0/mac mac_in_use" },
    { "'mac':'00085d0a0c02','targetIp':'10.1.2.47'", "", "ip_in_use",
      "/accesspoints/0/targetIp ip_in_use" },
    { "'mac':'00085d0a0c02','targetIp':'10.1.2.99'", "{'ipei':'0007701154842','name':'x'}",
      "ipei_in_use", "/handsets/0/ipei ipei_in_use" },
  };

  push (self, NEW, DOC (AP1 "," AP2, HS1));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body
          = g_strdup_printf (SYNC ("true", "create_update",
                                   "{'mac':'00085d0a0c01','name':'Q','targetIp':'10.1.2.90','"
                                   "netmask':'255.255.255.0','accesspoints':["
                                   "{'name':'b',%s},{'mac':'00085d0a0c01','name':'a','targetIp':'"
                                   "10.1.2.90','master':true}],"
                                   "'handsets':[%s]}"),
                             cases[i].accesspoint, cases[i].handset);
      g_autofree char *error = NULL;

      ask (self, "POST", "dectgateway/00085d0a0c01/action", NEW, body);
      error = first_error (self);
      g_assert_cmpuint (self->status, ==, 409);
      g_assert_cmpstr (member (self, "code"), ==, cases[i].code);
      g_assert_cmpstr (error, ==, cases[i].error);
      g_assert_nonnull (strstr (self->text, "\"owner\":\"" GW "\""));
    }
}

static void
test_unknown_members (Fixture *self, gconstpointer data)
{
  push (self, NEW, "{" HEAD ",'theirs':{'a':[1,null]},'accesspoints':[" AP1 "]}");
  push (self, "If-Match: 'r1'", "{" HEAD ",'accesspoints':[" AP1 "]}");
  g_assert_cmpint (summary (self, "update"), ==, 0);
  ask (self, "GET", GATEWAY, NULL, NULL);
  g_assert_nonnull (strstr (self->text, "\"theirs\":{\"a\":[1,null]}"));
}

/* Item by item, as a client with sync=items goes about it. */
static void
test_items (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (ask (self, "PUT", GATEWAY, NEW, "{" HEAD "}"), ==, 201);
  g_assert_cmpuint (ask (self, "GET", GATEWAY "/accesspoint/" GW, NULL, NULL), ==, 200);
  g_assert_true (dect_pbx_json_get_bool (json_node_get_object (self->json), "master", FALSE));
  g_assert_cmpuint (ask (self, "PUT", GATEWAY "/accesspoint/" GW, "If-Match: 'r1'", AP1), ==, 200);
  g_assert_cmpuint (ask (self, "PUT", GATEWAY "/accesspoint/00085d0a0b02", NEW, AP2), ==, 201);
  g_assert_cmpuint (ask (self, "PUT", GATEWAY "/handset/0007701154842", NEW, HS1), ==, 201);
  ask (self, "GET", GATEWAY, NULL, NULL);

  /* The gateway moves with its master; lists that are not stated stay. */
  {
    g_autofree char *condition = g_strdup_printf ("If-Match: %s", header (self, "ETag"));

    ask (self, "PUT", GATEWAY, condition,
         "{'name':'Plant','targetIp':'10.1.2.50','netmask':'255.255.255.0'}");
  }
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (dect_pbx_json_get_array (
                        json_node_get_object (self->json), "accesspoints")),
                    ==, 2);
  ask (self, "GET", GATEWAY "/accesspoint/" GW, NULL, NULL);
  g_assert_cmpstr (member (self, "targetIp"), ==, "10.1.2.50");
}

/* --- Files ----------------------------------------------------------------------------------- */

static void
test_export (Fixture *self, gconstpointer data)
{
  g_autofree char *json = quotes (DOC (AP1 "," AP2, HS1));
  g_autoptr (JsonNode) document = json_from_string (json, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) snapshot = dect_pbx_document_to_snapshot (document, &error);
  g_autoptr (DectSecrets) secrets = dect_pbx_document_get_secrets (document);
  g_autoptr (DectOmmLayout) rfp = dect_omm_layout_for_site (snapshot, DECT_KIND_RFP, &error);
  g_autoptr (DectOmmLayout) handset
      = dect_omm_layout_for_site (snapshot, DECT_KIND_HANDSET, &error);
  g_autoptr (GBytes) rfp_file = dect_omm_write_rfp (snapshot, rfp, &error);
  g_autoptr (GBytes) handset_file = dect_omm_write_handset (snapshot, handset, secrets, &error);

  g_assert_no_error (error);
  push (self, NEW, DOC (AP1 "," AP2, HS1));
  ask (self, "GET", GATEWAY "/export/rfp?scope=all&format=omm-text", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpmem (self->text, strlen (self->text), g_bytes_get_data (rfp_file, NULL),
                   g_bytes_get_size (rfp_file));
  g_assert_cmpstr (header (self, "Content-Type"), ==, "text/plain; charset=UTF-8");
  g_assert_cmpstr (header (self, "Content-Disposition"), ==,
                   "attachment; filename=\"omm-rfp-" GW "-r1.txt\"");
  g_assert_cmpstr (header (self, "X-Record-Count"), ==, "2");
  g_assert_cmpstr (header (self, "Cache-Control"), ==, "no-store");
  g_assert_true (g_str_has_prefix (header (self, "Content-Digest"), "sha-256=:"));
  ask (self, "GET", GATEWAY "/export/handset", NULL, NULL);
  g_assert_cmpmem (self->text, strlen (self->text), g_bytes_get_data (handset_file, NULL),
                   g_bytes_get_size (handset_file));
  g_assert_nonnull (strstr (self->text, "4711"));

  /* Only the new one; what is gone is named. */
  push (self, "If-Match: 'r1'",
        DOC (AP1
             ",{'mac':'00085d0a0b03','name':'New','targetIp':'10.1.2.48','source':'dectplan:1'}",
             HS1));
  ask (self, "GET", GATEWAY "/export/rfp?scope=new&since=r1", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_cmpstr (header (self, "X-Record-Count"), ==, "1");
  g_assert_cmpstr (header (self, "X-Removed"), ==, "00085d0a0b02");
  g_assert_nonnull (strstr (self->text, "00:08:5D:0A:0B:03"));
  g_assert_null (strstr (self->text, "00:08:5D:0A:0B:01"));
  ask (self, "GET", GATEWAY "/export/handset?scope=new&since=r1", NULL, NULL);
  g_assert_cmpuint (self->status, ==, 204);
}

static DectSnapshot *
make_site (DectSecrets *secrets)
{
  static const struct
  {
    const char *mac, *name, *ip, *model;
    gint role;
  } rfps[] = {
    { "00:08:5D:0A:0B:03", "Hof Süd", "10.1.2.49", "36", DECT_ROLE_NORMAL },
    { "00:08:5D:0A:0B:01", "Hall 1 N", "10.1.2.46", "45", DECT_ROLE_MASTER },
    { "00:08:5D:0A:0B:02", "Hall 1 S", "10.1.2.47", "45", DECT_ROLE_FAILOVER },
  };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectSiteInfo *info = dect_site_info_new ();
  DectBuilding *building = dect_building_new ();
  DectFloor *floor = dect_floor_new ();
  DectHandset *handset = dect_handset_new ();

  dect_set_str (&info->uuid, "2b0c1f6e-0000-4000-8000-000000000001");
  dect_set_str (&info->name, "Plant");
  dect_set_str (&info->netmask, "255.255.255.0");
  dect_set_str (&info->omm_release, "8.1");
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  dect_set_str (&building->name, "Main");
  floor->building = dect_snapshot_builder_add (builder, DECT_RECORD (building));
  dect_set_str (&floor->name, "Ground");
  {
    guint32 floor_id = dect_snapshot_builder_add (builder, DECT_RECORD (floor));

    for (guint i = 0; i < G_N_ELEMENTS (rfps); i++)
      {
        DectRfp *rfp = dect_rfp_new ();

        dect_set_str (&rfp->mac, rfps[i].mac);
        dect_set_str (&rfp->name, rfps[i].name);
        dect_set_str (&rfp->target_ip, rfps[i].ip);
        dect_set_str (&rfp->model, rfps[i].model);
        dect_set_str (&rfp->room, "R 1");
        rfp->role = rfps[i].role;
        rfp->number = (gint) i + 1;
        rfp->preferred_sync = i == 1;
        rfp->floor = floor_id;
        rfp->wlan_profile = i == 0 ? 2 : DECT_UNSET;
        dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
      }
  }
  dect_set_str (&handset->ipei, "0007701154842");
  dect_set_str (&handset->number, "401");
  dect_set_str (&handset->name, "Nachtschicht Ä");
  dect_set_str (&handset->sip_user, "u401");
  dect_snapshot_builder_add (builder, DECT_RECORD (handset));
  dect_secrets_set (secrets, "0007701154842", DECT_SECRETS_AC, "4711");
  dect_secrets_set (secrets, "0007701154842", DECT_SECRETS_SIP_PASSWORD, "geheim");
  return dect_snapshot_builder_end (builder);
}

/* What the planner writes by itself is what comes back from the PBX, to the byte. */
static void
test_export_of_a_site (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *path;
    DectKind kind;
  } files[] = {
    { GATEWAY "/export/rfp", DECT_KIND_RFP },
    { GATEWAY "/export/handset", DECT_KIND_HANDSET },
  };
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (DectSnapshot) site = make_site (secrets);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) document = dect_pbx_document_new (site, secrets, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = json_to_string (document, FALSE);
  push (self, NEW, text);
  push (self, "If-Match: 'r1'", text);
  g_assert_cmpint (summary (self, "keep"), ==, 5);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (DectOmmLayout) layout = dect_omm_layout_for_site (site, files[i].kind, &error);
      g_autoptr (GBytes) file = dect_omm_write (site, layout, secrets, NULL, NULL, &error);

      g_assert_no_error (error);
      ask (self, "GET", files[i].path, NULL, NULL);
      g_test_message ("%s", self->text);
      g_assert_cmpmem (self->text, strlen (self->text), g_bytes_get_data (file, NULL),
                       g_bytes_get_size (file));
    }
}

/* --- Jobs, clients, processes ---------------------------------------------------------------- */

static gboolean
set_flag (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_apply_takes_time (Fixture *self, gconstpointer data)
{
  gboolean over = FALSE;

  push (self, NEW, DOC (AP1, ""));
  g_assert_cmpuint (
      ask (self, "POST", GATEWAY "/action", "If-Match: 'r1'", "{'action':'apply','jobs':['a1']}"),
      ==, 202);
  ask (self, "GET", GATEWAY "/job/a1", NULL, NULL);
  g_assert_cmpstr (member (self, "state"), ==, "running");
  ask (self, "POST", GATEWAY "/action", "If-Match: 'r1'",
       SYNC ("false", "create_update", DOC (AP1 "," AP2, "")));
  g_assert_cmpuint (self->status, ==, 423);
  g_assert_cmpstr (member (self, "code"), ==, "job_running");
  g_assert_nonnull (header (self, "Retry-After"));

  g_timeout_add (GPOINTER_TO_UINT (data) * 2, set_flag, &over);
  wait_for (&over);
  ask (self, "GET", GATEWAY "/job/a1", NULL, NULL);
  g_assert_cmpstr (member (self, "state"), ==, "done");
  ask (self, "POST", GATEWAY "/action", "If-Match: 'r1'",
       SYNC ("false", "create_update", DOC (AP1 "," AP2, "")));
  g_assert_cmpuint (self->status, ==, 200);
}

static void
test_race (Fixture *self, gconstpointer data)
{
  enum
  {
    N = 8
  };
  SoupMessage *messages[N];
  Wait waits[N] = { { 0 } };
  guint n_won = 0;

  push (self, NEW, DOC (AP1, ""));
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *plain = g_strdup_printf (
          SYNC ("false", "create_update",
                "{'mac':'" GW
                "','name':'Client %u','targetIp':'10.1.2.46','netmask':'255.255.255.0'}"),
          i);
      g_autofree char *body = quotes (plain);
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      messages[i] = make_message (self, "POST", GATEWAY "/action", "If-Match: 'r1'");
      set_user (messages[i], "moby", PASSWORD);
      soup_message_set_request_body_from_bytes (messages[i], "application/json", bytes);
      soup_session_send_and_read_async (self->session, messages[i], G_PRIORITY_DEFAULT, NULL,
                                        on_sent, &waits[i]);
    }
  for (guint i = 0; i < N; i++)
    {
      guint status;

      wait_for (&waits[i].over);
      g_assert_no_error (waits[i].error);
      status = soup_message_get_status (messages[i]);
      g_assert_true (status == 200 || status == 412);
      n_won += status == 200;
      g_bytes_unref (waits[i].bytes);
      g_object_unref (messages[i]);
    }
  g_assert_cmpuint (n_won, ==, 1);
  ask (self, "GET", GATEWAY, NULL, NULL);
  g_assert_cmpstr (header (self, "ETag"), ==, "\"r2\"");
}

static void
remove_database (const char *path)
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

/* Two servers on one file, then both gone and a third: one truth. */
static void
test_processes (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dect-pbx-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pbx.db", NULL);
  DectPbxServerOptions options = { .db = path, .busy_ms = 50, .instance = "site" };
  Fixture one = { start_server (&options), soup_session_new (), g_string_new (NULL) };
  Fixture two = { start_server (&options), soup_session_new (), g_string_new (NULL) };
  g_autoptr (DectPbxStore) holder = NULL;

  g_assert_true (g_str_has_suffix (dect_pbx_server_get_uri (one.server), "/site/services/"));
  push (&one, NEW "\nIdempotency-Key: k", DOC (AP1 "," AP2, HS1));
  push (&two, "If-Match: 'r1'", DOC (AP1, HS1));
  g_assert_cmpuint (ask (&one, "GET", GATEWAY, NULL, NULL), ==, 200);
  g_assert_cmpstr (header (&one, "ETag"), ==, "\"r2\"");

  /* The file is held by somebody else: 503, and nothing is written. */
  holder = dect_pbx_store_open (path, 50, NULL);
  g_assert_true (dect_pbx_store_begin (holder, TRUE, NULL));
  ask (&one, "POST", GATEWAY "/action", "If-Match: 'r2'",
       SYNC ("false", "create_update", DOC (AP1 "," AP2, "")));
  g_assert_cmpuint (one.status, ==, 503);
  g_assert_cmpstr (header (&one, "Retry-After"), ==, "1");
  dect_pbx_store_rollback (holder);

  tear_down (&one, NULL);
  tear_down (&two, NULL);

  Fixture three = { start_server (&options), soup_session_new (), g_string_new (NULL) };
  g_assert_cmpuint (ask (&three, "GET", GATEWAY, NULL, NULL), ==, 200);
  g_assert_cmpstr (header (&three, "ETag"), ==, "\"r2\"");
  push (&three, NEW "\nIdempotency-Key: k", DOC (AP1 "," AP2, HS1));
  g_assert_cmpstr (header (&three, "X-Idempotent-Replay"), ==, "true");
  tear_down (&three, NULL);
  g_clear_pointer (&holder, dect_pbx_store_close);
  remove_database (path);
}

/* --- kill -9 --------------------------------------------------------------------------------- */

/* What this program does as a child: serve until it is killed, and say where. */
static int
serve (const char *path)
{
  DectPbxServerOptions options = { .db = path };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  DectPbxServer *server = start_server (&options);

  g_print ("%s\n", dect_pbx_server_get_uri (server));
  g_main_loop_run (loop);
  return 0;
}

static GSubprocess *
spawn (const char *path, char **uri)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "DECT_TEST_PBX_DB", path, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, "/proc/self/exe", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  *uri = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  return child;
}

static gboolean
kill_child (gpointer child)
{
  g_subprocess_force_exit (child);
  return G_SOURCE_REMOVE;
}

static void
end_child (Fixture *self, GSubprocess *child)
{
  kill_child (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  soup_session_abort (self->session);
}

/* All of a document carries its round, so a mixture of two shows. */
static char *
document_of_round (guint round)
{
  GString *handsets = g_string_new (NULL);
  char *document;

  for (guint i = 0; i < 60; i++)
    {
      guint digits[12] = { 0, 0, 0, 7, 7, 0, 0, 0, 1, i / 100, i / 10 % 10, i % 10 };
      guint sum = 0;

      for (guint k = 0; k < 12; k++)
        sum += (k + 1) * digits[k];
      g_string_append_printf (handsets,
                              "%s{'ipei':'000770001%03u%c','name':'R%u','source':'dectplan:1'}",
                              i > 0 ? "," : "", i, "0123456789*"[sum % 11], round);
    }
  document = g_strdup_printf (
      "{'mac':'" GW "','name':'R%u','targetIp':'10.1.2.46','netmask':'255.255.255.0',"
      "'source':'dectplan:1','accesspoints':[{'mac':'" GW "','name':'R%u','targetIp':'10.1.2.46',"
      "'master':true,'source':'dectplan:1'}],'handsets':[%s]}",
      round, round, handsets->str);
  g_string_free (handsets, TRUE);
  return document;
}

/* The round of a whole document; fails on a mixture. */
static guint
round_of (JsonObject *document)
{
  const char *name = dect_pbx_json_get_string (document, "name");
  JsonArray *handsets = dect_pbx_json_get_array (document, "handsets");

  g_assert_cmpuint (json_array_get_length (handsets), ==, 60);
  for (guint i = 0; i < 60; i++)
    g_assert_cmpstr (dect_pbx_json_get_string (json_array_get_object_element (handsets, i), "name"),
                     ==, name);
  return (guint) g_ascii_strtoull (name + 1, NULL, 10);
}

/* Pushes a round; the server is killed @after_ms into it, or after the answer when that is
 * negative. */
static void
push_and_kill (Fixture *self, const char *path, guint round, gint64 revision, gint after_ms)
{
  g_autofree char *uri = NULL;
  g_autoptr (GSubprocess) child = spawn (path, &uri);
  g_autofree char *document = document_of_round (round);
  g_autofree char *plain = g_strdup_printf (SYNC ("false", "create_update_remove", "%s"), document);
  g_autofree char *body = quotes (plain);
  g_autofree char *condition
      = revision == 0 ? g_strdup (NEW)
                      : g_strdup_printf ("If-Match: 'r%" G_GINT64_FORMAT "'", revision);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (SoupMessage) message = NULL;
  Wait wait = { 0 };

  self->uri = uri;
  g_assert_cmpuint (ask (self, "GET", "dectgateway/", NULL, NULL), ==, 200);
  message = make_message (self, "POST", GATEWAY "/action", condition);
  set_user (message, "moby", PASSWORD);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_sent,
                                    &wait);
  if (after_ms >= 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, after_ms, kill_child, g_object_ref (child),
                        g_object_unref);
  wait_for (&wait.over);
  g_clear_pointer (&wait.bytes, g_bytes_unref);
  g_clear_error (&wait.error);
  end_child (self, child);
}

/* The round that a new server finds in the file, 0 when there is none. */
static guint
find_round (Fixture *self, const char *path, gint64 *revision)
{
  g_autofree char *uri = NULL;
  g_autoptr (GSubprocess) child = spawn (path, &uri);
  guint found = 0;

  self->uri = uri;
  if (ask (self, "GET", GATEWAY, NULL, NULL) == 200)
    {
      found = round_of (json_node_get_object (self->json));
      *revision = dect_pbx_json_get_int (json_node_get_object (self->json), "revision", 0);
    }
  end_child (self, child);
  return found;
}

/* The first rounds end well; then the server dies ever later in the request. */
static void
test_kill (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dect-pbx-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pbx.db", NULL);
  Fixture self = { NULL, soup_session_new () };
  guint last = 0, n_new = 0;
  gint64 revision = 0;

  for (guint round = 1; round <= 12; round++)
    {
      guint found;

      push_and_kill (&self, path, round, revision, (gint) round - 3);
      found = find_round (&self, path, &revision);
      g_assert_true (found == round || found == last);
      n_new += found == round;
      last = found;
    }
  g_test_message ("%u of 12 rounds got through", n_new);
  g_assert_cmpuint (n_new, >=, 2);
  clear_answer (&self);
  g_object_unref (self.session);
  remove_database (path);
}

/* --- TLS ------------------------------------------------------------------------------------- */

static void
test_tls (void)
{
  static const guint8 loopback[] = { 127, 0, 0, 1 };
  g_autofree char *folder = g_dir_make_tmp ("dect-pbx-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "cert.pem", NULL);
  DectPbxServerOptions options = { .tls_cert = path };
  Fixture self = { .session = soup_session_new (), .log = g_string_new (NULL) };
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  test_certificate_write (path, loopback, 3600);
  self.server = start_server (&options);
  g_assert_true (g_str_has_prefix (dect_pbx_server_get_uri (self.server), "https://127.0.0.1:"));
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  soup_session_set_tls_database (self.session, database);
  push (&self, NEW, DOC (AP1, ""));
  tear_down (&self, NULL);
  remove_database (path);
}

/* --- In a thread, and not at all ------------------------------------------------------------- */

typedef struct
{
  gboolean done;
  gboolean ok;
  GError *error;
} Async;

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  Async *async = data;

  async->ok = dect_pbx_server_start_finish (DECT_PBX_SERVER (source), result, &async->error);
  async->done = TRUE;
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  Async *async = data;

  dect_pbx_server_stop_finish (DECT_PBX_SERVER (source), result);
  async->done = TRUE;
}

/* As the window runs it. */
static void
test_thread (void)
{
  DectPbxServerOptions options = { 0 };
  DectPbxUsers *users = dect_pbx_users_new ();
  Fixture fixture = { NULL, soup_session_new () };
  Async started = { 0 }, stopped = { 0 }, again = { 0 };

  dect_pbx_users_add_password (users, "moby", PASSWORD, 1000, NULL);
  fixture.server = dect_pbx_server_new (&options, users);
  dect_pbx_server_start_async (fixture.server, NULL, on_started, &started);
  wait_for (&started.done);
  g_assert_no_error (started.error);
  g_assert_true (started.ok);
  push (&fixture, NEW, DOC (AP1, ""));
  soup_session_abort (fixture.session);
  dect_pbx_server_stop_async (fixture.server, on_stopped, &stopped);
  wait_for (&stopped.done);
  g_assert_null (dect_pbx_server_get_uri (fixture.server));

  /* A failure ends the thread, too, and it can be started again. */
  dect_pbx_server_start_async (fixture.server, NULL, on_started, &again);
  wait_for (&again.done);
  g_assert_true (again.ok);
  stopped.done = FALSE;
  dect_pbx_server_stop_async (fixture.server, on_stopped, &stopped);
  wait_for (&stopped.done);
  clear_answer (&fixture);
  g_object_unref (fixture.session);
  g_assert_finalize_object (fixture.server);
}

static void
test_firmware (void)
{
  static const char *const firmware[] = { "iprfp3G-7.1", "iprfp3G-8.1", NULL };
  DectPbxServerOptions options = { .firmware = firmware };
  Fixture self = { start_server (&options), soup_session_new (), g_string_new (NULL) };
  g_autofree char *error = NULL;

  ask (&self, "GET", "info/dect", NULL, NULL);
  g_assert_nonnull (strstr (self.text, "\"firmware\":[\"iprfp3G-7.1\",\"iprfp3G-8.1\"]"));
  ask (&self, "PUT", GATEWAY, NEW,
       "{'name':'x','targetIp':'10.1.2.46','netmask':'255.255.255.0','firmware':'other'}");
  error = first_error (&self);
  g_assert_cmpuint (self.status, ==, 422);
  g_assert_cmpstr (error, ==, "/firmware firmware_unknown");
  push (&self, NEW, DOC (AP1, ""));
  tear_down (&self, NULL);
}

static void
test_refusals (void)
{
  const struct
  {
    DectPbxServerOptions options;
    GQuark domain;
    int code;
  } cases[] = {
    { { .address = "localhost" }, DECT_PBX_SERVER_ERROR, DECT_PBX_SERVER_ERROR_ADDRESS },
    { { .instance = "../x" }, DECT_PBX_SERVER_ERROR, DECT_PBX_SERVER_ERROR_ADDRESS },
    { { .address = "0.0.0.0" }, DECT_PBX_SERVER_ERROR, DECT_PBX_SERVER_ERROR_INSECURE },
    { { .address = "192.0.2.1", .allow_plain = TRUE },
      DECT_PBX_SERVER_ERROR,
      DECT_PBX_SERVER_ERROR_LISTEN },
    { { .tls_cert = "/dev/null/none.pem" }, DECT_PBX_SERVER_ERROR, DECT_PBX_SERVER_ERROR_TLS },
    { { .db = "/dev/null/none/pbx.db" }, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_OPEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectPbxServer) server
          = dect_pbx_server_new (&cases[i].options, dect_pbx_users_new ());
      g_autoptr (GError) error = NULL;
      Async async = { 0 };

      g_assert_false (dect_pbx_server_start (server, &error));
      g_assert_error (error, cases[i].domain, cases[i].code);
      dect_pbx_server_start_async (server, NULL, on_started, &async);
      wait_for (&async.done);
      g_assert_error (async.error, cases[i].domain, cases[i].code);
      g_clear_error (&async.error);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    guint apply_ms;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/pbx/server/table", 0, test_table },
    { "/pbx/server/auth", 0, test_auth },
    { "/pbx/server/request-id", 0, test_request_id },
    { "/pbx/server/bounds", 0, test_bounds },
    { "/pbx/server/not-expressible", 0, test_not_expressible },
    { "/pbx/server/sync", 0, test_sync },
    { "/pbx/server/secrets", 0, test_secrets },
    { "/pbx/server/prune", 0, test_prune },
    { "/pbx/server/idempotency", 0, test_idempotency },
    { "/pbx/server/count", 0, test_count },
    { "/pbx/server/pointers", 0, test_pointers },
    { "/pbx/server/clashes", 0, test_clashes },
    { "/pbx/server/unknown-members", 0, test_unknown_members },
    { "/pbx/server/items", 0, test_items },
    { "/pbx/server/export", 0, test_export },
    { "/pbx/server/export-of-a-site", 0, test_export_of_a_site },
    { "/pbx/server/apply-takes-time", 100, test_apply_takes_time },
    { "/pbx/server/race", 0, test_race },
  };

  if (g_getenv ("DECT_TEST_PBX_DB") != NULL)
    return serve (g_getenv ("DECT_TEST_PBX_DB"));

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (tests[i].apply_ms), set_up, tests[i].test,
                tear_down);
  g_test_add_func ("/pbx/server/processes", test_processes);
  g_test_add_func ("/pbx/server/kill", test_kill);
  g_test_add_func ("/pbx/server/tls", test_tls);
  g_test_add_func ("/pbx/server/thread", test_thread);
  g_test_add_func ("/pbx/server/firmware", test_firmware);
  g_test_add_func ("/pbx/server/refusals", test_refusals);

  return g_test_run ();
}
