/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/pbx-peer.h"

#include <glib/gstdio.h>
#include <string.h>

/* So that they can be hashed in no time and still are. */
#define ITERATIONS 1000

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static DectPbxUsers *
new_users (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "users", NULL);
  g_autofree char *moby = dect_pbx_users_hash (TEST_PBX_PASSWORD, ITERATIONS, FALSE, NULL);
  g_autofree char *reader = dect_pbx_users_hash (TEST_PBX_PASSWORD, ITERATIONS, TRUE, NULL);
  g_autofree char *text = g_strdup_printf ("moby:%s\nreader:%s\n", moby, reader);
  g_autoptr (GError) error = NULL;
  DectPbxUsers *users;

  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error));
  users = dect_pbx_users_load (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);
  return users;
}

TestPbx *
test_pbx_new (const DectPbxServerOptions *options)
{
  TestPbx *self = g_new0 (TestPbx, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;

  self->context = g_main_context_new ();
  self->server = dect_pbx_server_new (options, new_users ());
  g_main_context_push_thread_default (self->context);
  dect_pbx_server_start_async (self->server, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (self->context, TRUE);
  g_assert_true (dect_pbx_server_start_finish (self->server, result, &error));
  g_assert_no_error (error);
  g_main_context_pop_thread_default (self->context);
  self->uri = g_strdup (dect_pbx_server_get_uri (self->server));
  uri = g_uri_parse (self->uri, G_URI_FLAGS_NONE, NULL);
  self->port = (guint16) g_uri_get_port (uri);
  return self;
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TestPbx *self = user_data;

  dect_pbx_server_stop_finish (self->server, result);
  g_clear_object (&self->server);
}

void
test_pbx_stop_begin (TestPbx *self)
{
  g_main_context_push_thread_default (self->context);
  dect_pbx_server_stop_async (self->server, on_stopped, self);
  g_main_context_pop_thread_default (self->context);
  g_clear_pointer (&self->uri, g_free);
}

void
test_pbx_free (TestPbx *self)
{
  if (self->uri != NULL)
    test_pbx_stop_begin (self);
  g_main_context_push_thread_default (self->context);
  while (self->server != NULL)
    g_main_context_iteration (self->context, TRUE);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_free (self);
}

GSocketConnection *
test_pbx_connect (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

gboolean
test_pbx_send (GSocketConnection *connection, const char *text)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                    strlen (text), NULL, NULL, NULL);
}

char *
test_pbx_read_all (GSocketConnection *connection)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GString *text = g_string_new (NULL);
  char buffer[16384];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n);
  return g_string_free (text, FALSE);
}

static char *
make_request (const char *user, const char *request, const char *body)
{
  g_autofree char *pair = g_strconcat (user, ":", TEST_PBX_PASSWORD, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_auto (GStrv) lines = g_strsplit (request, "\n", -1);
  const char *path = strchr (lines[0], ' ') + 1;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "%.*s /services/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n",
                          (int) (path - lines[0] - 1), lines[0], path);
  if (strstr (request, "Authorization: ") == NULL)
    g_string_append_printf (text, "Authorization: Basic %s\r\n", encoded);
  for (guint i = 1; lines[i] != NULL; i++)
    g_string_append_printf (text, "%s\r\n", g_strdelimit (lines[i], "'", '"'));
  if (body != NULL)
    {
      g_autofree char *json = g_strdelimit (g_strdup (body), "'", '"');

      g_string_append_printf (
          text, "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
          strlen (json), json);
    }
  else
    g_string_append (text, "\r\n");
  return g_string_free (text, FALSE);
}

guint
test_pbx_ask (TestPbx *self, const char *user, const char *request, const char *body, char **answer)
{
  g_autoptr (GSocketConnection) connection = test_pbx_connect (self->port);
  g_autofree char *text = make_request (user, request, body);
  g_autofree char *came = NULL;
  guint status = 0;

  test_pbx_send (connection, text);
  came = test_pbx_read_all (connection);
  if (g_str_has_prefix (came, "HTTP/1.1 "))
    status = (guint) g_ascii_strtoull (came + 9, NULL, 10);
  if (answer != NULL)
    *answer = g_steal_pointer (&came);
  return status;
}
