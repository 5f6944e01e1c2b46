/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

G_DEFINE_QUARK (dect-keyring-error-quark, dect_keyring_error)

static const SecretSchema schema = {
  DECT_KEYRING_SCHEMA,
  SECRET_SCHEMA_NONE,
  {
      { DECT_KEYRING_ATTRIBUTE_SITE, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { DECT_KEYRING_ATTRIBUTE_SCOPE, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

/* What a thread needs to know. */
typedef struct
{
  char *uuid;
  char *name;
  DectSecrets *secrets;
} Job;

static void
job_free (Job *job)
{
  g_free (job->uuid);
  g_free (job->name);
  g_clear_pointer (&job->secrets, dect_secrets_free);
  g_free (job);
}

static gboolean
fail_locked (GError **error)
{
  g_set_error (error, DECT_KEYRING_ERROR, DECT_KEYRING_ERROR_LOCKED,
               _("The keyring is locked; unlock it to use the stored passwords."));
  return FALSE;
}

/* @cause: (transfer full): what libsecret said; it may be missing when a prompt was dismissed */
static gboolean
fail_libsecret (GError *cause, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  if (cause == NULL || g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    fail_locked (error);
  else
    g_set_error (error, DECT_KEYRING_ERROR, DECT_KEYRING_ERROR_UNAVAILABLE,
                 _("The keyring cannot be used (%s). Start it, or name a file with --secrets."),
                 cause->message);
  g_clear_error (&cause);
  return FALSE;
}

static GHashTable *
make_attributes (const Job *job, const char *scope)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (char *) DECT_KEYRING_ATTRIBUTE_SITE, job->uuid);
  if (scope != NULL)
    g_hash_table_insert (attributes, (char *) DECT_KEYRING_ATTRIBUTE_SCOPE, (char *) scope);
  return attributes;
}

/* The search has fetched the secrets of all items at once; asking for each again would be a call an
 * item. */
static SecretValue *
get_value (SecretRetrievable *item, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  SecretValue *value = SECRET_IS_ITEM (item) ? secret_item_get_secret (SECRET_ITEM (item)) : NULL;

  if (value == NULL && !(SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item))))
    value = secret_retrievable_retrieve_secret_sync (item, cancellable, &cause);
  if (value == NULL)
    fail_libsecret (cause, error);
  return value;
}

static gboolean
take_item (DectSecrets *secrets, SecretRetrievable *item, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *scope = g_hash_table_lookup (attributes, DECT_KEYRING_ATTRIBUTE_SCOPE);
  SecretValue *value;
  const char *bytes;
  char *text;
  gsize length;
  gboolean right;

  value = get_value (item, cancellable, error);
  if (value == NULL)
    return FALSE;
  bytes = secret_value_get (value, &length);
  text = g_strndup (bytes, length);
  right = scope != NULL && *scope != '\0'
          && dect_secrets_scope_from_text (secrets, scope, text, NULL);
  dect_secrets_wipe (text);
  secret_value_unref (value);
  if (!right)
    g_set_error (error, DECT_KEYRING_ERROR, DECT_KEYRING_ERROR_DAMAGED,
                 _("The keyring holds an item of this site that cannot be read; "
                    "enter the passwords again."));
  return right;
}

static DectSecrets *
load (const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (GHashTable) attributes = make_attributes (job, NULL);
  GError *cause = NULL;
  gboolean right = TRUE;
  GList *items;

  items = secret_password_searchv_sync (
      &schema, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
      cancellable, &cause);
  if (cause != NULL)
    {
      fail_libsecret (cause, error);
      return NULL;
    }
  for (GList *l = items; right && l != NULL; l = l->next)
    right = take_item (secrets, l->data, cancellable, error);
  g_list_free_full (items, g_object_unref);
  return right ? g_steal_pointer (&secrets) : NULL;
}

static char *
make_label (const Job *job, const char *scope)
{
  if (!g_str_equal (scope, DECT_SECRETS_SITE))
    /* Translators: label of an item in the keyring; %s is the handset's IPEI */
    return g_strdup_printf (_("Handover: handset %s"), scope);
  /* Translators: label of an item in the keyring; %s is the site's name */
  return g_strdup_printf (_("Handover: site %s"), job->name != NULL ? job->name : job->uuid);
}

static gboolean
store_scope (const Job *job, const char *scope, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = make_attributes (job, scope);
  g_autofree char *label = make_label (job, scope);
  char *text = dect_secrets_scope_to_text (job->secrets, scope);
  GError *cause = NULL;
  SecretValue *value;
  gboolean stored;

  value = secret_value_new_full (text, strlen (text), "text/plain",
                                 (GDestroyNotify) dect_secrets_wipe);
  stored = secret_password_storev_binary_sync (&schema, attributes, SECRET_COLLECTION_DEFAULT,
                                               label, value, cancellable, &cause);
  secret_value_unref (value);
  return stored ? TRUE : fail_libsecret (cause, error);
}

static gboolean
same_scope (const DectSecrets *a, const DectSecrets *b, const char *scope)
{
  char *text_a = dect_secrets_scope_to_text (a, scope);
  char *text_b = dect_secrets_scope_to_text (b, scope);
  gboolean same = g_strcmp0 (text_a, text_b) == 0;

  dect_secrets_wipe (text_a);
  dect_secrets_wipe (text_b);
  return same;
}

static gboolean
remove_scope (const Job *job, const char *scope, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = make_attributes (job, scope);
  GError *cause = NULL;

  secret_password_clearv_sync (&schema, attributes, cancellable, &cause);
  return cause == NULL ? TRUE : fail_libsecret (cause, error);
}

/* An item that cannot be read is as good as one that differs: all are written anew. */
static DectSecrets *
load_old (const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  DectSecrets *old = load (job, cancellable, &cause);

  if (old != NULL)
    return old;
  if (!g_error_matches (cause, DECT_KEYRING_ERROR, DECT_KEYRING_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  return remove_scope (job, NULL, cancellable, error) ? dect_secrets_new () : NULL;
}

static gboolean
store (const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectSecrets) old = load_old (job, cancellable, error);
  g_auto (GStrv) scopes = NULL;
  g_auto (GStrv) old_scopes = NULL;

  if (old == NULL)
    return FALSE;
  scopes = dect_secrets_list_scopes (job->secrets);
  for (guint i = 0; scopes[i] != NULL; i++)
    if (!same_scope (old, job->secrets, scopes[i])
        && !store_scope (job, scopes[i], cancellable, error))
      return FALSE;
  old_scopes = dect_secrets_list_scopes (old);
  for (guint i = 0; old_scopes[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) scopes, old_scopes[i])
        && !remove_scope (job, old_scopes[i], cancellable, error))
      return FALSE;
  return TRUE;
}

static void
load_thread (GTask *task, gpointer source, gpointer job, GCancellable *cancellable)
{
  GError *error = NULL;
  DectSecrets *secrets = load (job, cancellable, &error);

  if (secrets != NULL)
    g_task_return_pointer (task, secrets, (GDestroyNotify) dect_secrets_free);
  else
    g_task_return_error (task, error);
}

static void
store_thread (GTask *task, gpointer source, gpointer job, GCancellable *cancellable)
{
  GError *error = NULL;

  if (store (job, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
run (const char *site_uuid,
     const char *site_name,
     const DectSecrets *secrets,
     gpointer tag,
     GTaskThreadFunc thread,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->uuid = g_strdup (site_uuid);
  job->name = g_strdup (site_name);
  job->secrets = secrets != NULL ? dect_secrets_copy (secrets) : NULL;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, thread);
}

void
dect_keyring_load_async (const char *site_uuid,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (site_uuid != NULL && *site_uuid != '\0');

  run (site_uuid, NULL, NULL, dect_keyring_load_async, load_thread, cancellable, callback,
       user_data);
}

DectSecrets *
dect_keyring_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_keyring_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dect_keyring_store_async (const char *site_uuid,
                          const char *site_name,
                          const DectSecrets *secrets,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (site_uuid != NULL && *site_uuid != '\0');
  g_return_if_fail (secrets != NULL);

  run (site_uuid, site_name, secrets, dect_keyring_store_async, store_thread, cancellable, callback,
       user_data);
}

gboolean
dect_keyring_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_keyring_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
