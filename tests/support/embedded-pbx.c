/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/embedded-pbx.h"

#include <string.h>

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

DectPbxClient *
embedded_pbx_new_client (EmbeddedPbx *self, const char *password, const char *more)
{
  g_autofree char *text = g_strdup_printf ("[profile]\nid=test\n[http]\nbase_url=%s\n%s",
                                           dect_pbx_server_get_uri (self->server), more);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  DectPbxClient *client = dect_pbx_client_new (profile, password);
  dect_pbx_client_set_retry_unit (client, 10);
  return client;
}

void
embedded_pbx_start (EmbeddedPbx *self)
{
  const DectPbxServerOptions options = { 0 };
  DectPbxUsers *users = dect_pbx_users_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (dect_pbx_users_add_password (users, "moby", EMBEDDED_PBX_PASSWORD, 1, &error));
  g_assert_no_error (error);
  self->server = dect_pbx_server_new (&options, users);
  dect_pbx_server_start_async (self->server, NULL, keep_result_cb, &result);
  g_assert_true (dect_pbx_server_start_finish (self->server, wait_for (&result), &error));
  g_assert_no_error (error);
  self->client = embedded_pbx_new_client (self, EMBEDDED_PBX_PASSWORD, "");
}

void
embedded_pbx_stop (EmbeddedPbx *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  dect_pbx_server_stop_async (self->server, keep_result_cb, &result);
  dect_pbx_server_stop_finish (self->server, wait_for (&result));
  g_assert_finalize_object (self->client);
  self->client = NULL;
  g_clear_object (&self->server);
}
