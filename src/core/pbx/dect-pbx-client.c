/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client.h"

#include "pbx/dect-pbx-client-private.h"

#define RETRY_UNIT_MS 2000

struct _DectPbxClient
{
  GObject parent_instance;

  DectPbxProfile *profile;
  char *password;
  guint retry_unit_ms;
  gboolean throttled;

  GMutex lock;
  GPtrArray *problems;
  GPtrArray *steps;
  gboolean sent;
  DectPbxCertificate *certificate;
};

enum
{
  PROP_0,
  PROP_PROFILE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectPbxClient, dect_pbx_client, G_TYPE_OBJECT)

/* What an operation works on, in its own thread. */
typedef struct
{
  char *gateway;
  DectKind kind;
  JsonNode *document;
  DectPbxPushOptions options;
  guint64 since;
  char **jobs;
  char *etag; /* of what was read */
} Work;

typedef gpointer (*Operation) (DectPbxRun *run, Work *work, GError **error);

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->gateway);
  g_clear_pointer (&work->document, json_node_unref);
  g_free ((char *) work->options.base_etag);
  g_free ((char *) work->options.gateway);
  g_strfreev (work->jobs);
  g_free (work->etag);
  g_free (work);
}

static void
dect_pbx_client_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_PROFILE)
    g_value_set_boxed (value, DECT_PBX_CLIENT (object)->profile);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
dect_pbx_client_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  if (property_id == PROP_PROFILE)
    DECT_PBX_CLIENT (object)->profile = g_value_dup_boxed (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
dect_pbx_client_finalize (GObject *object)
{
  DectPbxClient *self = DECT_PBX_CLIENT (object);

  dect_secrets_wipe (self->password);
  g_clear_pointer (&self->profile, dect_pbx_profile_unref);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->steps);
  g_clear_pointer (&self->certificate, dect_pbx_certificate_free);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (dect_pbx_client_parent_class)->finalize (object);
}

static void
dect_pbx_client_class_init (DectPbxClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dect_pbx_client_get_property;
  object_class->set_property = dect_pbx_client_set_property;
  object_class->finalize = dect_pbx_client_finalize;
  properties[PROP_PROFILE]
      = g_param_spec_boxed ("profile", NULL, NULL, DECT_TYPE_PBX_PROFILE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_pbx_client_init (DectPbxClient *self)
{
  g_mutex_init (&self->lock);
  self->problems = dect_pbx_problems_new ();
  self->steps = dect_pbx_steps_new ();
  self->retry_unit_ms = RETRY_UNIT_MS;
}

DectPbxClient *
dect_pbx_client_new (DectPbxProfile *profile, const char *password)
{
  g_return_val_if_fail (profile != NULL, NULL);

  DectPbxClient *self = g_object_new (DECT_TYPE_PBX_CLIENT, "profile", profile, NULL);

  self->password = g_strdup (password);
  self->throttled = !dect_pbx_profile_is_loopback (profile);
  return self;
}

DectPbxClient *
dect_pbx_client_new_fitting (DectPbxClient *self, const DectPbxInfo *info)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);
  g_return_val_if_fail (info != NULL, NULL);

  g_autoptr (DectPbxProfile) profile = dect_pbx_info_fit_profile (info, self->profile);
  DectPbxClient *fitting = dect_pbx_client_new (profile, self->password);

  fitting->retry_unit_ms = self->retry_unit_ms;
  fitting->throttled = self->throttled;
  return fitting;
}

DectPbxProfile *
dect_pbx_client_get_profile (DectPbxClient *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);

  return self->profile;
}

void
dect_pbx_client_set_retry_unit (DectPbxClient *self, guint unit_ms)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));

  self->retry_unit_ms = MIN (unit_ms, 10000);
}

void
dect_pbx_client_set_throttled (DectPbxClient *self, gboolean throttled)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));

  self->throttled = throttled;
}

GPtrArray *
dect_pbx_client_dup_problems (DectPbxClient *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);

  GPtrArray *copy = dect_pbx_problems_new ();

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->problems->len; i++)
    g_ptr_array_add (copy, dect_pbx_problem_copy (g_ptr_array_index (self->problems, i)));
  g_mutex_unlock (&self->lock);
  return copy;
}

GPtrArray *
dect_pbx_client_dup_steps (DectPbxClient *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);

  GPtrArray *copy = dect_pbx_steps_new ();

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->steps->len; i++)
    g_ptr_array_add (copy, dect_pbx_step_copy (g_ptr_array_index (self->steps, i)));
  g_mutex_unlock (&self->lock);
  return copy;
}

gboolean
dect_pbx_client_was_sent (DectPbxClient *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), FALSE);

  g_mutex_lock (&self->lock);
  gboolean sent = self->sent;
  g_mutex_unlock (&self->lock);
  return sent;
}

DectPbxCertificate *
dect_pbx_client_dup_certificate (DectPbxClient *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);

  DectPbxCertificate *copy = NULL;

  g_mutex_lock (&self->lock);
  if (self->certificate != NULL)
    copy = dect_pbx_certificate_copy (self->certificate);
  g_mutex_unlock (&self->lock);
  return copy;
}

/* --- Threads -------------------------------------------------------------------------------------
 */

/* What an operation leaves to be asked about. */
static void
keep_details (DectPbxClient *self, DectPbxRun *run)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_unref (self->problems);
  self->problems = run->problems != NULL ? run->problems : dect_pbx_problems_new ();
  g_ptr_array_unref (self->steps);
  self->steps = run->steps != NULL ? run->steps : dect_pbx_steps_new ();
  self->sent = run->sent;
  g_clear_pointer (&self->certificate, dect_pbx_certificate_free);
  if (run->http != NULL)
    self->certificate = g_steal_pointer (&run->http->refused);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_here (
    DectPbxClient *self, Operation operation, Work *work, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectPbxHttp) http
      = dect_pbx_http_new (self->profile, self->password, self->retry_unit_ms,
                           self->throttled && self->profile->sync != DECT_PBX_SYNC_BULK, error);
  DectPbxRun run = { self->profile, http, cancellable };
  gpointer result = http != NULL ? operation (&run, work, error) : NULL;

  keep_details (self, &run);
  g_clear_pointer (&run.ids, g_hash_table_unref);
  return result;
}

static void
thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Operation operation = (Operation) g_object_get_data (G_OBJECT (task), "operation");
  GDestroyNotify free_result = (GDestroyNotify) g_object_get_data (G_OBJECT (task), "free-result");
  GError *error = NULL;
  gpointer result = run_here (source, operation, task_data, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, free_result);
  else
    g_task_return_error (task, error);
}

static void
run_in_thread (DectPbxClient *self,
               gpointer source_tag,
               Operation operation,
               GDestroyNotify free_result,
               Work *work,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, work, work_free);
  g_object_set_data (G_OBJECT (task), "operation", (gpointer) operation);
  g_object_set_data (G_OBJECT (task), "free-result", (gpointer) free_result);
  g_task_run_in_thread (task, thread_cb);
}

static gpointer
finish (DectPbxClient *self, GAsyncResult *result, gpointer source_tag, GError **error)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
run_sync (DectPbxClient *self,
          Operation operation,
          Work *work,
          GCancellable *cancellable,
          char **etag,
          GError **error)
{
  gpointer result = run_here (self, operation, work, cancellable, error);

  if (etag != NULL && result != NULL)
    *etag = g_steal_pointer (&work->etag);
  work_free (work);
  return result;
}

/* --- Operations ----------------------------------------------------------------------------------
 */

static gpointer
do_probe (DectPbxRun *run, Work *work, GError **error)
{
  return dect_pbx_http_probe (run->http, run->cancellable, error);
}

void
dect_pbx_client_probe_async (DectPbxClient *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));

  run_in_thread (self, dect_pbx_client_probe_async, do_probe,
                 (GDestroyNotify) dect_pbx_certificate_free, g_new0 (Work, 1), cancellable,
                 callback, user_data);
}

DectPbxCertificate *
dect_pbx_client_probe_finish (DectPbxClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, dect_pbx_client_probe_async, error);
}

DectPbxCertificate *
dect_pbx_client_probe_sync (DectPbxClient *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);

  return run_sync (self, do_probe, g_new0 (Work, 1), cancellable, NULL, error);
}

static gpointer
do_handshake (DectPbxRun *run, Work *work, GError **error)
{
  return dect_pbx_run_handshake (run, error);
}

void
dect_pbx_client_handshake_async (DectPbxClient *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));

  run_in_thread (self, dect_pbx_client_handshake_async, do_handshake,
                 (GDestroyNotify) dect_pbx_info_free, g_new0 (Work, 1), cancellable, callback,
                 user_data);
}

DectPbxInfo *
dect_pbx_client_handshake_finish (DectPbxClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, dect_pbx_client_handshake_async, error);
}

DectPbxInfo *
dect_pbx_client_handshake_sync (DectPbxClient *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);

  return run_sync (self, do_handshake, g_new0 (Work, 1), cancellable, NULL, error);
}

static gpointer
do_list_gateways (DectPbxRun *run, Work *work, GError **error)
{
  return dect_pbx_run_list_gateways (run, error);
}

void
dect_pbx_client_list_gateways_async (DectPbxClient *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));

  run_in_thread (self, dect_pbx_client_list_gateways_async, do_list_gateways,
                 (GDestroyNotify) g_ptr_array_unref, g_new0 (Work, 1), cancellable, callback,
                 user_data);
}

GPtrArray *
dect_pbx_client_list_gateways_finish (DectPbxClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, dect_pbx_client_list_gateways_async, error);
}

GPtrArray *
dect_pbx_client_list_gateways_sync (DectPbxClient *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);

  return run_sync (self, do_list_gateways, g_new0 (Work, 1), cancellable, NULL, error);
}

static Work *
work_new (const char *gateway, DectKind kind)
{
  Work *work = g_new0 (Work, 1);

  work->gateway = g_ascii_strdown (gateway, -1);
  work->kind = kind;
  return work;
}

static gpointer
do_get_document (DectPbxRun *run, Work *work, GError **error)
{
  return dect_pbx_run_get_document (run, work->gateway, &work->etag, error);
}

void
dect_pbx_client_get_document_async (DectPbxClient *self,
                                    const char *gateway,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));
  g_return_if_fail (gateway != NULL);

  run_in_thread (self, dect_pbx_client_get_document_async, do_get_document,
                 (GDestroyNotify) json_node_unref, work_new (gateway, DECT_KIND_SITE), cancellable,
                 callback, user_data);
}

JsonNode *
dect_pbx_client_get_document_finish (DectPbxClient *self,
                                     GAsyncResult *result,
                                     char **etag,
                                     GError **error)
{
  JsonNode *document = finish (self, result, dect_pbx_client_get_document_async, error);

  if (document != NULL && etag != NULL)
    *etag = g_strdup (((Work *) g_task_get_task_data (G_TASK (result)))->etag);
  return document;
}

JsonNode *
dect_pbx_client_get_document_sync (DectPbxClient *self,
                                   const char *gateway,
                                   char **etag,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);
  g_return_val_if_fail (gateway != NULL, NULL);

  return run_sync (self, do_get_document, work_new (gateway, DECT_KIND_SITE), cancellable, etag,
                   error);
}

static Work *
work_new_push (JsonNode *document, const DectPbxPushOptions *options)
{
  Work *work = g_new0 (Work, 1);

  work->document = json_node_ref (document);
  if (options != NULL)
    work->options = *options;
  work->options.base_etag = g_strdup (work->options.base_etag);
  work->options.gateway = g_strdup (work->options.gateway);
  return work;
}

static gpointer
do_push (DectPbxRun *run, Work *work, GError **error)
{
  return dect_pbx_run_push (run, work->document, &work->options, error);
}

void
dect_pbx_client_push_async (DectPbxClient *self,
                            JsonNode *document,
                            const DectPbxPushOptions *options,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));
  g_return_if_fail (document != NULL && JSON_NODE_HOLDS_OBJECT (document));

  run_in_thread (self, dect_pbx_client_push_async, do_push,
                 (GDestroyNotify) dect_pbx_push_result_free, work_new_push (document, options),
                 cancellable, callback, user_data);
}

DectPbxPushResult *
dect_pbx_client_push_finish (DectPbxClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, dect_pbx_client_push_async, error);
}

DectPbxPushResult *
dect_pbx_client_push_sync (DectPbxClient *self,
                           JsonNode *document,
                           const DectPbxPushOptions *options,
                           GCancellable *cancellable,
                           GError **error)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);
  g_return_val_if_fail (document != NULL && JSON_NODE_HOLDS_OBJECT (document), NULL);

  return run_sync (self, do_push, work_new_push (document, options), cancellable, NULL, error);
}

static gpointer
do_download (DectPbxRun *run, Work *work, GError **error)
{
  return dect_pbx_run_download (run, work->gateway, work->kind, work->since, error);
}

void
dect_pbx_client_download_async (DectPbxClient *self,
                                const char *gateway,
                                DectKind kind,
                                guint64 since,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));
  g_return_if_fail (gateway != NULL);
  g_return_if_fail (kind == DECT_KIND_RFP || kind == DECT_KIND_HANDSET);

  Work *work = work_new (gateway, kind);

  work->since = since;
  run_in_thread (self, dect_pbx_client_download_async, do_download,
                 (GDestroyNotify) dect_pbx_download_free, work, cancellable, callback, user_data);
}

DectPbxDownload *
dect_pbx_client_download_finish (DectPbxClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, dect_pbx_client_download_async, error);
}

DectPbxDownload *
dect_pbx_client_download_sync (DectPbxClient *self,
                               const char *gateway,
                               DectKind kind,
                               guint64 since,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);
  g_return_val_if_fail (gateway != NULL, NULL);
  g_return_val_if_fail (kind == DECT_KIND_RFP || kind == DECT_KIND_HANDSET, NULL);

  Work *work = work_new (gateway, kind);

  work->since = since;
  return run_sync (self, do_download, work, cancellable, NULL, error);
}

static gpointer
do_apply (DectPbxRun *run, Work *work, GError **error)
{
  return dect_pbx_run_apply (run, work->gateway, (const char *const *) work->jobs,
                             work->options.progress, work->options.progress_data, error);
}

static Work *
work_new_apply (const char *gateway,
                const char *const *jobs,
                DectPbxProgress progress,
                gpointer progress_data)
{
  Work *work = work_new (gateway, DECT_KIND_SITE);

  work->jobs = g_strdupv ((char **) jobs);
  work->options.progress = progress;
  work->options.progress_data = progress_data;
  return work;
}

void
dect_pbx_client_apply_async (DectPbxClient *self,
                             const char *gateway,
                             const char *const *jobs,
                             DectPbxProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));
  g_return_if_fail (gateway != NULL);

  run_in_thread (self, dect_pbx_client_apply_async, do_apply, (GDestroyNotify) dect_pbx_job_free,
                 work_new_apply (gateway, jobs, progress, progress_data), cancellable, callback,
                 user_data);
}

DectPbxJob *
dect_pbx_client_apply_finish (DectPbxClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, dect_pbx_client_apply_async, error);
}

DectPbxJob *
dect_pbx_client_apply_sync (DectPbxClient *self,
                            const char *gateway,
                            const char *const *jobs,
                            DectPbxProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GError **error)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);
  g_return_val_if_fail (gateway != NULL, NULL);

  return run_sync (self, do_apply, work_new_apply (gateway, jobs, progress, progress_data),
                   cancellable, NULL, error);
}

static gpointer
do_directory (DectPbxRun *run, Work *work, GError **error)
{
  return dect_pbx_run_directory (run, error);
}

void
dect_pbx_client_directory_async (DectPbxClient *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (DECT_IS_PBX_CLIENT (self));

  run_in_thread (self, dect_pbx_client_directory_async, do_directory,
                 (GDestroyNotify) dect_pbx_directory_unref, g_new0 (Work, 1), cancellable, callback,
                 user_data);
}

DectPbxDirectory *
dect_pbx_client_directory_finish (DectPbxClient *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, dect_pbx_client_directory_async, error);
}

DectPbxDirectory *
dect_pbx_client_directory_sync (DectPbxClient *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (self), NULL);

  return run_sync (self, do_directory, g_new0 (Work, 1), cancellable, NULL, error);
}
