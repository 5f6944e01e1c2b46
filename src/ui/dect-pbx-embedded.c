/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-pbx-embedded.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "pbx/server/dect-pbx-server.h"
#include "store/dect-secrets.h"

/* Its password lives as long as this process and is nowhere on disk. */
#define ITERATIONS 10000

struct _DectPbxEmbedded
{
  GObject parent_instance;
  DectPbxServer *server; /* running */
  char *password;
};

G_DEFINE_FINAL_TYPE (DectPbxEmbedded, dect_pbx_embedded, G_TYPE_OBJECT)

static DectPbxServer *
server_new (DectPbxEmbedded *self, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "handover", NULL);
  g_autofree char *db = g_build_filename (folder, "pbx.db", NULL);
  const DectPbxServerOptions options = { .db = db };
  g_autoptr (DectPbxUsers) users = dect_pbx_users_new ();

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   _("The folder %s for the database of the embedded PBX cannot be made: %s."),
                   folder, g_strerror (code));
      return NULL;
    }
  g_clear_pointer (&self->password, dect_secrets_wipe);
  self->password = dect_pbx_users_generate_password ();
  if (!dect_pbx_users_add_password (users, DECT_PBX_DEFAULT_USER, self->password, ITERATIONS,
                                    error))
    return NULL;
  return dect_pbx_server_new (&options, g_steal_pointer (&users));
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DectPbxEmbedded *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (dect_pbx_server_start_finish (DECT_PBX_SERVER (source), result, &error))
    {
      g_set_object (&self->server, DECT_PBX_SERVER (source));
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

void
dect_pbx_embedded_start_async (DectPbxEmbedded *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (DectPbxServer) server = NULL;
  GError *error = NULL;

  g_return_if_fail (DECT_IS_PBX_EMBEDDED (self));

  g_task_set_source_tag (task, dect_pbx_embedded_start_async);
  /* One that was started in spite of it must be known, to be stopped. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->server != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  server = server_new (self, &error);
  if (server == NULL)
    g_task_return_error (task, error);
  else
    dect_pbx_server_start_async (server, cancellable, started_cb, g_steal_pointer (&task));
}

gboolean
dect_pbx_embedded_start_finish (DectPbxEmbedded *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

DectPbxProfile *
dect_pbx_embedded_dup_profile (DectPbxEmbedded *self, GError **error)
{
  g_autoptr (DectPbxProfile) contract = NULL;

  g_return_val_if_fail (DECT_IS_PBX_EMBEDDED (self) && self->server != NULL, NULL);

  contract = dect_pbx_profile_load ("contract-1", error);
  if (contract == NULL)
    return NULL;
  return dect_pbx_profile_with_values (contract, error, "profile", "id", DECT_PBX_EMBEDDED_ID,
                                       "profile", "title", _("Embedded PBX on this computer"),
                                       "http", "base_url", dect_pbx_server_get_uri (self->server),
                                       NULL);
}

const char *
dect_pbx_embedded_get_password (DectPbxEmbedded *self)
{
  g_return_val_if_fail (DECT_IS_PBX_EMBEDDED (self), NULL);

  return self->password;
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  dect_pbx_server_stop_finish (DECT_PBX_SERVER (source), result);
}

void
dect_pbx_embedded_stop (DectPbxEmbedded *self)
{
  g_return_if_fail (DECT_IS_PBX_EMBEDDED (self));

  if (self->server != NULL)
    dect_pbx_server_stop_async (self->server, stopped_cb, NULL);
  g_clear_object (&self->server);
}

static void
dect_pbx_embedded_finalize (GObject *object)
{
  DectPbxEmbedded *self = DECT_PBX_EMBEDDED (object);

  dect_pbx_embedded_stop (self);
  dect_secrets_wipe (self->password);
  G_OBJECT_CLASS (dect_pbx_embedded_parent_class)->finalize (object);
}

static void
dect_pbx_embedded_class_init (DectPbxEmbeddedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_pbx_embedded_finalize;
}

static void
dect_pbx_embedded_init (DectPbxEmbedded *self)
{
}

DectPbxEmbedded *
dect_pbx_embedded_new (void)
{
  return g_object_new (DECT_TYPE_PBX_EMBEDDED, NULL);
}
