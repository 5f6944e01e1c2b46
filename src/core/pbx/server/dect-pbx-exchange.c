/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/server/dect-pbx-exchange-private.h"

#include "pbx/server/dect-pbx-request-private.h"

#include <glib/gi18n-lib.h>

/* One message and its answer, as far as HTTP goes. Lives as long as the message. */
typedef struct
{
  DectPbxServing *serving;
  char *id;
  char *user;
  gint64 start_us;
  gsize n_bytes; /* of the body so far */
  gboolean too_large;
  gboolean counted;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  g_free (self->id);
  g_free (self->user);
  g_free (self);
}

static Exchange *
exchange_of (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), "dect-pbx-exchange");
}

/* The client's id where it is harmless in a header and a log, else a new one. */
static char *
request_id (SoupServerMessage *message)
{
  const char *given = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "X-Request-Id");
  gsize length = given != NULL ? strlen (given) : 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (given[i]) && strchr ("._-", given[i]) == NULL)
        length = 0;
    }
  return length > 0 && length <= 64 ? g_strdup (given) : g_uuid_string_random ();
}

/* Basic (RFC 7617); the name is kept when it is right. */
static gboolean
authenticate (Exchange *self, SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *decoded = NULL;
  gboolean right = FALSE;
  gsize length;
  char *colon;

  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", 6) != 0 || strlen (header) > 4096)
    return FALSE;
  decoded = (char *) g_base64_decode (header + 6, &length);
  decoded = g_realloc (decoded, length + 1);
  decoded[length] = '\0';
  colon = strlen (decoded) == length && g_utf8_validate (decoded, -1, NULL) ? strchr (decoded, ':')
                                                                            : NULL;
  if (colon != NULL)
    {
      *colon = '\0';
      right = dect_pbx_users_check (self->serving->users, decoded, colon + 1);
      if (right)
        self->user = g_strdup (decoded);
    }
  memset (decoded, 0, length);
  return right;
}

static void
send_answer (SoupServerMessage *message, DectPbxRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GList) names = json_object_get_members (request->answer_headers);

  for (GList *l = names; l != NULL; l = l->next)
    soup_message_headers_replace (headers, l->data,
                                  json_object_get_string_member (request->answer_headers, l->data));
  soup_message_headers_replace (headers, "X-Dect-Contract", "1");
  soup_message_headers_replace (headers, "X-Request-Id", request->id);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (soup_message_headers_get_one (headers, "Cache-Control") == NULL)
    soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_status (message, request->status,
                                  request->status == 428 ? "Precondition Required" : NULL);
  if (request->answer != NULL)
    {
      soup_message_headers_replace (headers, "Content-Type", request->content_type);
      soup_message_body_append_bytes (soup_server_message_get_response_body (message),
                                      request->answer);
    }
}

static void
send_failure (
    Exchange *self, SoupServerMessage *message, guint status, const char *code, const char *text)
{
  g_autoptr (DectPbxRequest) request = dect_pbx_request_new ();

  request->id = g_strdup (self->id);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    dect_pbx_request_set_header (request, "WWW-Authenticate",
                                 "Basic realm=\"%s\", charset=\"UTF-8\"", PACKAGE_NAME);
  if (status == SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE)
    dect_pbx_request_set_header (request, "Connection", "close");
  dect_pbx_request_fail (request, status, code, text);
  send_answer (message, request);
}

/* What comes is counted while it comes; what is too much is thrown away, not kept. */
static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  Exchange *self = data;

  self->n_bytes += g_bytes_get_size (chunk);
  if (self->n_bytes > DECT_PBX_MAX_BODY && !self->too_large)
    {
      self->too_large = TRUE;
      soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
    }
}

/* Before the body is read: strangers and giants are turned away. */
static void
on_headers (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Exchange *self = g_new0 (Exchange, 1);

  self->serving = data;
  self->start_us = g_get_monotonic_time ();
  self->id = request_id (message);
  g_object_set_data_full (G_OBJECT (message), "dect-pbx-exchange", self, exchange_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), self);

  if (!authenticate (self, message))
    send_failure (self, message, SOUP_STATUS_UNAUTHORIZED, "unauthorized",
                  _("The user or the password is wrong."));
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
           && soup_message_headers_get_content_length (headers) > DECT_PBX_MAX_BODY)
    send_failure (self, message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too_large",
                  _("The request is larger than this PBX takes."));
  if (soup_server_message_get_status (message) != 0)
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

/* --- Jobs ------------------------------------------------------------------------------------ */

typedef struct
{
  DectPbxServing *serving;
  GSource *source;
  char *id;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  g_free (job);
}

static gboolean
on_job_done (gpointer data)
{
  Job *job = data;
  DectPbxStore *store = job->serving->store;
  g_autoptr (GError) error = NULL;

  job->serving->jobs = g_slist_remove (job->serving->jobs, job->source);
  if (!dect_pbx_store_begin (store, TRUE, &error)
      || !dect_pbx_store_set_job (store, job->id, "done", NULL, g_get_real_time () / G_USEC_PER_SEC,
                                  &error)
      || !dect_pbx_store_commit (store, &error))
    {
      g_warning ("Job %s: %s", job->id, error->message);
      dect_pbx_store_rollback (store);
    }
  return G_SOURCE_REMOVE;
}

static void
start_job (DectPbxServing *self, const char *id)
{
  GSource *source = g_timeout_source_new (self->apply_ms);
  Job *job = g_new0 (Job, 1);

  job->serving = self;
  job->source = source;
  job->id = g_strdup (id);
  g_source_set_callback (source, on_job_done, job, job_free);
  g_source_attach (source, g_main_context_get_thread_default ());
  self->jobs = g_slist_prepend (self->jobs, source);
  g_source_unref (source);
}

/* --- Requests -------------------------------------------------------------------------------- */

static DectPbxRequest *
make_request (Exchange *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  DectPbxRequest *request = dect_pbx_request_new ();
  const char *method = soup_server_message_get_method (message);

  request->method = g_str_equal (method, "HEAD") ? "GET" : method;
  request->path = path;
  request->query = query != NULL ? g_hash_table_ref (query) : NULL;
  soup_message_headers_unref (request->headers);
  request->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  request->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  request->user = g_strdup (self->user);
  request->id = g_strdup (self->id);
  request->base_path = self->serving->base_path;
  request->store = self->serving->store;
  request->apply_ms = self->serving->apply_ms;
  request->firmware = (const char *const *) self->serving->firmware;
  return request;
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  DectPbxServing *serving = data;
  Exchange *self = exchange_of (message);
  g_autoptr (DectPbxRequest) request = NULL;

  self->counted = TRUE;
  serving->n_exchanges++;
  if (self->too_large)
    {
      send_failure (self, message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too_large",
                    _("The request is larger than this PBX takes."));
      return;
    }
  if (!g_str_has_prefix (path, serving->base_path))
    {
      send_failure (self, message, SOUP_STATUS_NOT_FOUND, "unknown_module",
                    _("There is nothing at this address; check the base URL of the profile."));
      return;
    }
  request = make_request (self, message, path + strlen (serving->base_path), query);
  dect_pbx_dispatch (request);
  send_answer (message, request);
  if (request->started_job != NULL)
    start_job (serving, request->started_job);
}

/* --- Log ------------------------------------------------------------------------------------- */

/* Without the query, and with nothing that could forge a line. */
static char *
printable_path (SoupServerMessage *message)
{
  char *path = g_strndup (g_uri_get_path (soup_server_message_get_uri (message)), 200);

  for (char *p = path; *p != '\0'; p++)
    {
      if (!g_ascii_isgraph (*p))
        *p = '?';
    }
  return path;
}

static void
log_exchange (Exchange *self, SoupServerMessage *message, gboolean aborted)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *path = printable_path (message);
  g_autofree char *line = NULL;

  line = g_strdup_printf ("%s %s %s %s %u %" G_GOFFSET_FORMAT " %.1fms %s%s", time,
                          self->user != NULL ? self->user : "-",
                          soup_server_message_get_method (message), path,
                          soup_server_message_get_status (message),
                          soup_server_message_get_response_body (message)->length,
                          (double) (g_get_monotonic_time () - self->start_us) / 1000.0, self->id,
                          aborted ? " aborted" : "");
  self->serving->log (line, self->serving->log_data);
}

static void
end_exchange (SoupServerMessage *message, gboolean aborted)
{
  Exchange *self = exchange_of (message);

  /* A connection that was closed between requests ends here, too. */
  if (self == NULL)
    return;
  if (self->counted)
    self->serving->n_exchanges--;
  self->counted = FALSE;
  if (self->serving->log != NULL)
    log_exchange (self, message, aborted);
}

static void
on_finished (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  end_exchange (message, FALSE);
}

static void
on_aborted (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  end_exchange (message, TRUE);
}

void
dect_pbx_serving_connect (DectPbxServing *self, SoupServer *soup)
{
  soup_server_add_early_handler (soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (soup, NULL, on_request, self, NULL);
  g_signal_connect (soup, "request-finished", G_CALLBACK (on_finished), self);
  g_signal_connect (soup, "request-aborted", G_CALLBACK (on_aborted), self);
}

void
dect_pbx_serving_disconnect (DectPbxServing *self, SoupServer *soup)
{
  soup_server_remove_handler (soup, NULL);
  g_signal_handlers_disconnect_by_data (soup, self);
  for (GSList *l = self->jobs; l != NULL; l = l->next)
    g_source_destroy (l->data);
  g_clear_slist (&self->jobs, NULL);
  self->n_exchanges = 0;
}
