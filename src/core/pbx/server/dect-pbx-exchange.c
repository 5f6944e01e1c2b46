/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/server/dect-pbx-exchange-private.h"

#include "pbx/server/dect-pbx-apply-private.h"
#include "pbx/server/dect-pbx-request-private.h"

#include <glib/gi18n-lib.h>

/* Of a Content-Length that fits into 64 bits. */
#define MAX_LENGTH_DIGITS 18

/* One message and its answer, as far as HTTP goes. Lives as long as the message. */
typedef struct
{
  DectPbxServing *serving;
  char *id;
  char *user;
  gint64 start_us;
  gsize n_bytes; /* of the body so far */
  gboolean too_large;
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

/* Name and password of Basic (RFC 7617), one after the other; free it with wipe(). */
static char *
read_credentials (SoupServerMessage *message, char **password)
{
  const char *header = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  char *decoded;
  gsize length;

  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", 6) != 0 || strlen (header) > 4096)
    return NULL;
  decoded = (char *) g_base64_decode (header + 6, &length);
  decoded = g_realloc (decoded, length + 1);
  decoded[length] = '\0';
  *password = strlen (decoded) == length && g_utf8_validate (decoded, -1, NULL)
                  ? strchr (decoded, ':')
                  : NULL;
  if (*password == NULL)
    {
      explicit_bzero (decoded, length);
      g_free (decoded);
      return NULL;
    }
  **password = '\0';
  (*password)++;
  return decoded;
}

static void
wipe (char *credentials, char *password)
{
  explicit_bzero (password, strlen (password));
  g_free (credentials);
}

/* The name is kept when the password is right. A wrong one costs a second of work, so nobody has
 * many of them. Returns the status of the refusal, or 0. */
static guint
authenticate (Exchange *self, SoupServerMessage *message)
{
  DectPbxServing *serving = self->serving;
  char *password;
  char *name = read_credentials (message, &password);
  guint status = SOUP_STATUS_UNAUTHORIZED;

  if (name == NULL)
    return status;
  if (dect_pbx_users_remembers (serving->users, name, password))
    status = 0;
  else if (!dect_pbx_gate_may_guess (serving->gate, message))
    status = 429;
  else if (dect_pbx_users_check (serving->users, name, password))
    status = 0;
  else
    dect_pbx_gate_guessed (serving->gate, message);
  if (status == 0)
    self->user = g_strdup (name);
  wipe (name, password);
  return status;
}

/* What libsoup has no words for. */
static const char *
phrase (guint status)
{
  return status == 428 ? "Precondition Required" : status == 429 ? "Too Many Requests" : NULL;
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
  soup_server_message_set_status (message, request->status, phrase (request->status));
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
  if (status == SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE || status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    dect_pbx_request_set_header (request, "Connection", "close");
  if (status == 429 || status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    dect_pbx_request_set_header (request, "Retry-After", "1");
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

static gboolean
is_write (SoupServerMessage *message)
{
  const char *method = soup_server_message_get_method (message);

  return !g_str_equal (method, "GET") && !g_str_equal (method, "HEAD");
}

static gboolean
is_giant (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
         && soup_message_headers_get_content_length (headers) > DECT_PBX_MAX_BODY;
}

/* Where a body ends must be the same for us and for whoever stands between (RFC 9112, 6.3): of two
 * opinions the one behind would be taken for a request of its own. */
static gboolean
has_two_ends (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *length = soup_message_headers_get_list (headers, "Content-Length");
  const char *encoding = soup_message_headers_get_list (headers, "Transfer-Encoding");

  if (encoding != NULL)
    return length != NULL || g_ascii_strcasecmp (encoding, "chunked") != 0;
  return length != NULL
         && (*length == '\0' || strlen (length) > MAX_LENGTH_DIGITS
             || strspn (length, "0123456789") != strlen (length));
}

/* A program speaks to us, a browser only when a person asks it to. A page of the web that a browser
 * lets speak for it names itself in Origin, or has had a name of its own led here (DNS rebinding):
 * who listens for this computer alone is called by number, or localhost. */
static gboolean
is_web_page (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GSocketAddress *local = soup_server_message_get_local_address (message);
  const char *host = g_uri_get_host (soup_server_message_get_uri (message));

  if (soup_message_headers_get_list (headers, "Origin") != NULL)
    return TRUE;
  return G_IS_INET_SOCKET_ADDRESS (local)
         && g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local)))
         && !g_hostname_is_ip_address (host) && g_ascii_strcasecmp (host, "localhost") != 0;
}

/* Answers what is no request of ours, before anybody is asked for a password. Returns whether it
 * was. */
static gboolean
refuse_form (Exchange *self, SoupServerMessage *message)
{
  if (has_two_ends (message))
    send_failure (self, message, SOUP_STATUS_BAD_REQUEST, "malformed",
                  _("Where the request ends is not clear; nothing of it was taken."));
  else if (is_web_page (message))
    send_failure (self, message, SOUP_STATUS_FORBIDDEN, "forbidden",
                  _("A page of the web may not speak to this PBX; a program calls it by 127.0.0.1 "
                     "or localhost, until it listens at another address."));
  else
    return FALSE;
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
  return TRUE;
}

/* Answers those who may not come in, or not with that. */
static void
refuse_person (Exchange *self, SoupServerMessage *message)
{
  DectPbxServing *serving = self->serving;
  guint status = authenticate (self, message);

  if (status == SOUP_STATUS_UNAUTHORIZED)
    send_failure (self, message, status, "unauthorized", _("The user or the password is wrong."));
  else if (status != 0)
    send_failure (self, message, status, "rate_limited",
                  _("Too many wrong passwords came from this address; wait a moment."));
  else if (!dect_pbx_gate_takes (serving->gate, self->user))
    send_failure (self, message, 429, "rate_limited",
                  _("Too many requests; try again in a moment."));
  else if (is_write (message) && !dect_pbx_users_may_write (serving->users, self->user))
    send_failure (self, message, SOUP_STATUS_FORBIDDEN, "forbidden",
                  _("This user may only read."));
  else if (is_giant (message))
    send_failure (self, message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too_large",
                  _("The request is larger than this PBX takes."));
}

static void
refuse (Exchange *self, SoupServerMessage *message)
{
  if (dect_pbx_gate_is_closed (self->serving->gate))
    send_failure (self, message, SOUP_STATUS_SERVICE_UNAVAILABLE, "stopping",
                  _("The PBX is stopping; try again in a moment."));
  else if (dect_pbx_gate_is_full (self->serving->gate))
    send_failure (self, message, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy",
                  _("The PBX has too many connections; try again in a moment."));
  else if (!refuse_form (self, message))
    refuse_person (self, message);
}

/* Before the body is read: strangers and giants are turned away. */
static void
on_headers (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  Exchange *self = g_new0 (Exchange, 1);

  self->serving = data;
  self->serving->n_exchanges++;
  self->start_us = g_get_monotonic_time ();
  self->id = request_id (message);
  g_object_set_data_full (G_OBJECT (message), "dect-pbx-exchange", self, exchange_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), self);
  refuse (self, message);
  if (soup_server_message_get_status (message) != 0)
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
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
  request->apply_later = self->serving->apply_ms != 0 || self->serving->apply_program != NULL;
  request->applied_only = self->serving->applied_only;
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
  if (request->started_jobs->len > 0)
    dect_pbx_apply_start (serving, request->gateway, request->started_jobs);
  if (request->hang_up)
    g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
}

/* --- Log ------------------------------------------------------------------------------------- */

/* What a stranger wrote, short and with nothing that could forge a line or steer a terminal. */
static char *
printable (const char *text, gsize max_bytes)
{
  char *copy = g_strndup (text, max_bytes);

  for (char *p = copy; *p != '\0'; p++)
    {
      if (!g_ascii_isgraph (*p))
        *p = '?';
    }
  return copy;
}

static void
log_exchange (Exchange *self, SoupServerMessage *message, gboolean aborted)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *method = printable (soup_server_message_get_method (message), 16);
  /* Without the query. */
  g_autofree char *path = printable (g_uri_get_path (soup_server_message_get_uri (message)), 200);
  g_autofree char *line = NULL;

  line = g_strdup_printf ("%s %s %s %s %u %" G_GOFFSET_FORMAT " %.1fms %s%s", time,
                          self->user != NULL ? self->user : "-", method, path,
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
  self->serving->n_exchanges--;
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
  self->n_exchanges = 0;
}
