/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-http-private.h"

#include "store/dect-secrets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REDIRECTS 3
#define MAX_TRIES 3
/* Longer than this nobody waits at a desk; the person is told how long instead. */
#define MAX_WAIT_S 60

static gboolean
make_auth (DectPbxHttp *self, const char *password, GError **error)
{
  const char *secret = password != NULL ? password : "";

  for (const char *c = secret; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      {
        g_set_error (
            error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNAUTHORIZED,
            _("The stored password of the PBX holds a control character; enter it again."));
        return FALSE;
      }
  if (self->profile->auth == DECT_PBX_AUTH_NONE)
    return TRUE;
  self->auth_name = g_strdup (
      self->profile->auth == DECT_PBX_AUTH_HEADER ? self->profile->auth_header : "Authorization");
  if (self->profile->auth == DECT_PBX_AUTH_BASIC)
    {
      char *pair = g_strconcat (self->profile->username, ":", secret, NULL);
      char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
      self->auth_value = g_strconcat ("Basic ", encoded, NULL);
      dect_secrets_wipe (encoded);
      dect_secrets_wipe (pair);
    }
  else
    self->auth_value
        = g_strconcat (self->profile->auth == DECT_PBX_AUTH_BEARER ? "Bearer " : "", secret, NULL);
  return TRUE;
}

static gboolean
make_session (DectPbxHttp *self, GError **error)
{
  g_autoptr (GError) why = NULL;

  /* The session's time limit is that of every read: the shorter one for the connection is the
   * exchange's own. */
  self->session = soup_session_new_with_options (
      "timeout", MAX (self->profile->connect_timeout_s, self->profile->read_timeout_s), "max-conns",
      1, "max-conns-per-host", 1, "user-agent", PACKAGE_NAME "/" PACKAGE_VERSION, NULL);
  /* We send the password ourselves, once, and take answers as they are. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  /* A proxy would carry what nobody may read out of the own network, and stand in it itself. */
  if (dect_pbx_profile_is_plain (self->profile))
    soup_session_set_proxy_resolver (self->session, NULL);
  if (self->profile->tls != DECT_PBX_TLS_CA)
    return TRUE;

  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (self->profile->ca_file, &why);
  if (database == NULL)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
                   _("The CA file of the connection profile cannot be read: %s"), why->message);
      return FALSE;
    }
  soup_session_set_tls_database (self->session, database);
  return TRUE;
}

DectPbxHttp *
dect_pbx_http_new (DectPbxProfile *profile,
                   const char *password,
                   guint retry_unit_ms,
                   gboolean throttled,
                   GError **error)
{
  g_autoptr (DectPbxHttp) self = g_new0 (DectPbxHttp, 1);

  self->profile = dect_pbx_profile_ref (profile);
  self->retry_unit_ms = retry_unit_ms;
  self->max_tries = MAX_TRIES;
  self->pause_ms = throttled ? (1000 + profile->max_rps - 1) / profile->max_rps : 0;
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->origin = g_uri_parse (profile->base_url, SOUP_HTTP_URI_FLAGS, NULL);
  if (self->origin == NULL)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE,
                   _("The connection profile “%s” has no address yet: set base_url."),
                   profile->title);
      return NULL;
    }
  return make_auth (self, password, error) && make_session (self, error) ? g_steal_pointer (&self)
                                                                         : NULL;
}

void
dect_pbx_http_free (DectPbxHttp *self)
{
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_clear_pointer (&self->origin, g_uri_unref);
  dect_pbx_profile_unref (self->profile);
  dect_secrets_wipe (self->auth_value);
  g_free (self->auth_name);
  g_clear_pointer (&self->refused, dect_pbx_certificate_free);
  g_free (self);
}

/* --- Redirects, waiting, trying again
 * ------------------------------------------------------------- */

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static gboolean
same_origin (GUri *a, GUri *b)
{
  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0
         && g_uri_get_port (a) == g_uri_get_port (b);
}

/* The place an answer sends us to, when we may go there. */
static GUri *
follow (DectPbxHttp *self,
        const DectPbxHttpRequest *request,
        GUri *from,
        const DectPbxHttpAnswer *answer,
        GError **error)
{
  const char *location = soup_message_headers_get_one (answer->headers, "Location");
  g_autoptr (GUri) to
      = location != NULL ? g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (to == NULL || g_uri_get_host (to) == NULL || !same_origin (self->origin, to))
    {
      const char *host = to != NULL ? g_uri_get_host (to) : NULL;
      if (host != NULL && *host != '\0')
        g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_REDIRECT,
                     _("The PBX sends us on to %s; if that is right, enter its address in the "
                        "connection profile."),
                     host);
      else
        g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_REDIRECT,
                     _("The PBX sends us on, but not to an address of the web; check base_url in "
                        "the connection profile."));
      return NULL;
    }
  if (!g_str_equal (request->method, "GET"))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_REDIRECT,
                   _("The PBX sends a change on to another address; enter the right one in the "
                      "connection profile."));
      return NULL;
    }
  return g_steal_pointer (&to);
}

static gboolean
wake_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
wake_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  return wake_cb (user_data);
}

gboolean
dect_pbx_http_wait (DectPbxHttp *self, guint wait_ms, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSource) timer = g_timeout_source_new (wait_ms);
  g_autoptr (GSource) cancelled
      = cancellable != NULL ? g_cancellable_source_new (cancellable) : NULL;
  gboolean awake = FALSE;

  g_source_set_callback (timer, wake_cb, &awake, NULL);
  g_source_attach (timer, self->context);
  if (cancelled != NULL)
    {
      g_source_set_callback (cancelled, G_SOURCE_FUNC (wake_cancelled_cb), &awake, NULL);
      g_source_attach (cancelled, self->context);
    }
  while (!awake)
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (timer);
  if (cancelled != NULL)
    g_source_destroy (cancelled);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Not more messages a second than the profile allows. */
static gboolean
exchange_in_turn (DectPbxHttp *self,
                  const DectPbxHttpRequest *request,
                  GUri *uri,
                  DectPbxHttpAnswer *answer,
                  GCancellable *cancellable,
                  GError **error)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 next_us = self->last_us + (gint64) self->pause_ms * 1000;

  if (self->last_us != 0 && next_us > now_us
      && !dect_pbx_http_wait (self, (next_us - now_us + 999) / 1000, cancellable, error))
    return FALSE;
  self->last_us = g_get_monotonic_time ();
  return dect_pbx_http_exchange (self, request, uri, answer, cancellable, error);
}

static gboolean
exchange_with_redirects (DectPbxHttp *self,
                         const DectPbxHttpRequest *request,
                         DectPbxHttpAnswer *answer,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, NULL);

  g_assert (uri != NULL && same_origin (uri, self->origin));
  for (guint redirects = 0; redirects <= MAX_REDIRECTS; redirects++)
    {
      if (!exchange_in_turn (self, request, uri, answer, cancellable, error))
        return FALSE;
      if (!is_redirect (answer->status))
        return TRUE;
      g_autoptr (GUri) next = follow (self, request, uri, answer, error);
      if (next == NULL)
        return FALSE;
      g_uri_unref (uri);
      uri = g_steal_pointer (&next);
    }
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_REDIRECT, _("The PBX sends us in a circle."));
  return FALSE;
}

/* Seconds that Retry-After asks for: a number or a date; -1 where it says nothing. */
static gint64
retry_after (const DectPbxHttpAnswer *answer)
{
  const char *text = soup_message_headers_get_one (answer->headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  gint64 seconds;

  if (text == NULL)
    return -1;
  if (g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &seconds, NULL))
    return seconds;
  date = soup_date_time_new_from_http_string (text);
  return date != NULL ? MAX (0, g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC)
                      : -1;
}

/* Whether the same request may be sent again after this answer. */
static gboolean
may_retry (const DectPbxHttpRequest *request, guint status)
{
  gboolean repeatable = !g_str_equal (request->method, "POST") || request->idempotency_key != NULL;

  if (status == 423 || status == 429 || status == 503)
    return TRUE;
  return repeatable && (status == 500 || status == 502 || status == 504);
}

gboolean
dect_pbx_http_send (DectPbxHttp *self,
                    const DectPbxHttpRequest *request,
                    DectPbxHttpAnswer *answer,
                    GCancellable *cancellable,
                    GError **error)
{
  for (guint try = 1;; try++)
    {
      if (!exchange_with_redirects (self, request, answer, cancellable, error))
        return FALSE;
      gint64 asked_s = retry_after (answer);
      if (try >= self->max_tries || asked_s > MAX_WAIT_S || !may_retry (request, answer->status))
        return TRUE;

      guint backoff_ms = self->retry_unit_ms << (try - 1);
      guint wait_ms
          = asked_s >= 0 ? asked_s * 1000 : backoff_ms + g_random_int_range (0, backoff_ms / 4 + 1);
      if (!dect_pbx_http_wait (self, wait_ms, cancellable, error))
        return FALSE;
    }
}
