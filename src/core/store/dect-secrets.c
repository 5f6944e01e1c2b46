/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-secrets.h"

#include "model/dect-ipei.h"
#include "store/dect-json-scan.h"
#include "store/dect-save.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define HANDSETS "handsets"

/* scope (char *) -> key (char *) -> value (char *, wiped) */
struct _DectSecrets
{
  GHashTable *scopes;
};

G_DEFINE_QUARK (dect-secrets-error-quark, dect_secrets_error)
G_DEFINE_BOXED_TYPE (DectSecrets, dect_secrets, dect_secrets_copy, dect_secrets_free)

void
dect_secrets_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

DectSecrets *
dect_secrets_new (void)
{
  DectSecrets *self = g_new0 (DectSecrets, 1);

  self->scopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_hash_table_unref);
  return self;
}

void
dect_secrets_free (DectSecrets *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->scopes);
  g_free (self);
}

DectSecrets *
dect_secrets_copy (const DectSecrets *self)
{
  DectSecrets *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = dect_secrets_new ();
  dect_secrets_merge (copy, self);
  return copy;
}

const char *
dect_secrets_get (const DectSecrets *self, const char *scope, const char *key)
{
  GHashTable *values;

  g_return_val_if_fail (scope != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  values = self != NULL ? g_hash_table_lookup (self->scopes, scope) : NULL;
  return values != NULL ? g_hash_table_lookup (values, key) : NULL;
}

void
dect_secrets_set (DectSecrets *self, const char *scope, const char *key, const char *value)
{
  GHashTable *values;

  g_return_if_fail (self != NULL);
  g_return_if_fail (scope != NULL && *scope != '\0');
  g_return_if_fail (key != NULL && *key != '\0');

  values = g_hash_table_lookup (self->scopes, scope);
  if (value != NULL && *value != '\0')
    {
      if (values == NULL)
        {
          values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) dect_secrets_wipe);
          g_hash_table_insert (self->scopes, g_strdup (scope), values);
        }
      /* @value may be the very text that is replaced, so it is copied before that goes. */
      g_hash_table_insert (values, g_strdup (key), g_strdup (value));
      return;
    }
  if (values == NULL)
    return;
  g_hash_table_remove (values, key);
  if (g_hash_table_size (values) == 0)
    g_hash_table_remove (self->scopes, scope);
}

gboolean
dect_secrets_is_empty (const DectSecrets *self)
{
  return self == NULL || g_hash_table_size (self->scopes) == 0;
}

static gboolean
contains_all (const DectSecrets *self, const DectSecrets *other)
{
  GHashTableIter scopes, values;
  gpointer scope, table, key, value;

  g_hash_table_iter_init (&scopes, other->scopes);
  while (g_hash_table_iter_next (&scopes, &scope, &table))
    {
      g_hash_table_iter_init (&values, table);
      while (g_hash_table_iter_next (&values, &key, &value))
        if (g_strcmp0 (dect_secrets_get (self, scope, key), value) != 0)
          return FALSE;
    }
  return TRUE;
}

gboolean
dect_secrets_equal (const DectSecrets *a, const DectSecrets *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return contains_all (a, b) && contains_all (b, a);
}

void
dect_secrets_merge (DectSecrets *self, const DectSecrets *other)
{
  GHashTableIter scopes, values;
  gpointer scope, table, key, value;

  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL && other != self);

  g_hash_table_iter_init (&scopes, other->scopes);
  while (g_hash_table_iter_next (&scopes, &scope, &table))
    {
      g_hash_table_iter_init (&values, table);
      while (g_hash_table_iter_next (&values, &key, &value))
        dect_secrets_set (self, scope, key, value);
    }
}

void
dect_secrets_remove (DectSecrets *self, const char *scope)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (scope != NULL);

  g_hash_table_remove (self->scopes, scope);
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char **
sorted_keys (GHashTable *table)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  if (table != NULL)
    {
      g_hash_table_iter_init (&iter, table);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_ptr_array_add (keys, g_strdup (key));
    }
  g_ptr_array_sort (keys, compare_texts);
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (keys, FALSE);
}

char **
dect_secrets_list_scopes (const DectSecrets *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return sorted_keys (self->scopes);
}

char **
dect_secrets_list_keys (const DectSecrets *self, const char *scope)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  return sorted_keys (g_hash_table_lookup (self->scopes, scope));
}

/* --- Reading --------------------------------------------------------------------------------- */

static gboolean
fail_form (const DectJsonScan *scan, const char *reason, GError **error)
{
  g_set_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_FORM,
               /* Translators: the second %s is a sentence */
               _("Line %u: %s"), dect_json_scan_get_line (scan), reason);
  return FALSE;
}

static gboolean
next_token (DectJsonScan *scan, GError **error)
{
  g_autoptr (GError) syntax = NULL;

  if (dect_json_scan_next (scan, &syntax) != DECT_JSON_FAILED)
    return TRUE;
  g_set_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_SYNTAX, "%s", syntax->message);
  return FALSE;
}

/* Goes through an object member by member: @scan stands on its key at each TRUE; after the last one
 * FALSE with
 * @error unset. */
static gboolean
next_member (DectJsonScan *scan, char **name, GError **error)
{
  g_clear_pointer (name, g_free);
  if (!next_token (scan, error) || scan->token != DECT_JSON_KEY)
    return FALSE;
  *name = dect_json_scan_dup_string (scan);
  if (**name != '\0')
    return TRUE;
  return fail_form (scan, _("a member without a name stands there."), error);
}

static gboolean
begin_object (DectJsonScan *scan, GError **error)
{
  if (!next_token (scan, error))
    return FALSE;
  if (scan->token == DECT_JSON_BEGIN_OBJECT)
    return TRUE;
  return fail_form (scan, _("an object in braces is expected here."), error);
}

static gboolean
read_scope (DectSecrets *self, const char *scope, DectJsonScan *scan, GError **error)
{
  g_autofree char *key = NULL;
  GError *failed = NULL;

  if (!begin_object (scan, error))
    return FALSE;
  while (next_member (scan, &key, &failed))
    {
      char *value;

      if (!next_token (scan, error))
        return FALSE;
      if (scan->token != DECT_JSON_STRING)
        return fail_form (scan, _("a secret must be a text in quotes."), error);
      value = dect_json_scan_dup_string (scan);
      dect_secrets_set (self, scope, key, value);
      dect_secrets_wipe (value);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, failed);
  return FALSE;
}

static gboolean
read_handsets (DectSecrets *self, DectJsonScan *scan, GError **error)
{
  g_autofree char *name = NULL;
  GError *failed = NULL;

  if (!begin_object (scan, error))
    return FALSE;
  while (next_member (scan, &name, &failed))
    {
      DectIpei ipei;
      g_autofree char *canonical
          = dect_ipei_parse (name, &ipei, NULL) ? dect_ipei_to_string (&ipei) : NULL;

      if (g_str_equal (name, DECT_SECRETS_SITE))
        return fail_form (scan, _("a handset is named by its IPEI."), error);
      if (!read_scope (self, canonical != NULL ? canonical : name, scan, error))
        return FALSE;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, failed);
  return FALSE;
}

static gboolean
read_document (DectSecrets *self, DectJsonScan *scan, GError **error)
{
  g_autofree char *name = NULL;
  GError *failed = NULL;

  if (!begin_object (scan, error))
    return FALSE;
  while (next_member (scan, &name, &failed))
    {
      gboolean right;

      if (g_str_equal (name, DECT_SECRETS_SITE))
        right = read_scope (self, DECT_SECRETS_SITE, scan, error);
      else if (g_str_equal (name, HANDSETS))
        right = read_handsets (self, scan, error);
      else
        right = fail_form (scan, _("only “site” and “handsets” may stand here."), error);
      if (!right)
        return FALSE;
    }
  if (failed != NULL)
    {
      g_propagate_error (error, failed);
      return FALSE;
    }
  return next_token (scan, error);
}

static gboolean
start_scan (DectJsonScan *scan, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) syntax = NULL;

  if (dect_json_scan_init (scan, text, length, DECT_SECRETS_MAX_BYTES, &syntax))
    return TRUE;
  g_set_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_SYNTAX, "%s", syntax->message);
  return FALSE;
}

gboolean
dect_secrets_scope_from_text (DectSecrets *self,
                              const char *scope,
                              const char *text,
                              GError **error)
{
  DectJsonScan scan;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (scope != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  return start_scan (&scan, text, strlen (text), error) && read_scope (self, scope, &scan, error)
         && next_token (&scan, error);
}

static gboolean
fail_open (const char *path, gint code, GError **error)
{
  g_autofree char *display = g_filename_display_name (path);

  g_set_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_OPEN,
               /* Translators: the second %s is the system's reason, a half sentence */
               _("The secrets in “%s” cannot be read: %s."), display, g_strerror (code));
  return FALSE;
}

/* What is checked is the open file, so that nobody can exchange it in between. */
static gboolean
check_file (const char *path, const struct stat *info, GError **error)
{
  g_autofree char *display = g_filename_display_name (path);

  if (!S_ISREG (info->st_mode))
    g_set_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_NOT_REGULAR,
                 _("“%s” is not an ordinary file; secrets are read from one only."), display);
  else if (info->st_uid != geteuid ())
    g_set_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_OWNER,
                 _("“%s” belongs to another user; secrets are read from your own file only."),
                 display);
  else if ((info->st_mode & 077) != 0)
    g_set_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_PERMISSIONS,
                 _("“%s” can be used by others (mode %04o); make it yours alone: chmod 600."),
                 display, (guint) info->st_mode & 07777);
  else if (info->st_size > DECT_SECRETS_MAX_BYTES)
    g_set_error (error, DECT_SECRETS_ERROR, DECT_SECRETS_ERROR_SIZE,
                 _("“%s” is too large to be a file of secrets."), display);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_content (const char *path, gint fd, char *text, gsize *length, GError **error)
{
  gsize capacity = *length;

  *length = 0;
  while (*length < capacity)
    {
      gssize got = read (fd, text + *length, capacity - *length);

      if (got == 0)
        break;
      if (got < 0 && errno != EINTR)
        return fail_open (path, errno, error);
      if (got > 0)
        *length += got;
    }
  return TRUE;
}

static gboolean
load_from_fd (DectSecrets *self, const char *path, gint fd, GError **error)
{
  struct stat info;
  DectJsonScan scan;
  gboolean right;
  gsize capacity, length;
  char *text;

  if (fstat (fd, &info) != 0)
    return fail_open (path, errno, error);
  if (!check_file (path, &info, error))
    return FALSE;
  capacity = length = info.st_size;
  text = g_malloc (capacity + 1);
  right = read_content (path, fd, text, &length, error);
  if (right && !(start_scan (&scan, text, length, error) && read_document (self, &scan, error)))
    {
      g_autofree char *display = g_filename_display_name (path);

      g_prefix_error (error, "%s: ", display);
      right = FALSE;
    }
  explicit_bzero (text, capacity);
  g_free (text);
  return right;
}

DectSecrets *
dect_secrets_load (const char *path, GError **error)
{
  g_autoptr (DectSecrets) self = dect_secrets_new ();
  gboolean right;
  gint fd;

  g_return_val_if_fail (path != NULL, NULL);

  /* Without NONBLOCK a pipe of that name would hold the program until somebody writes to it. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    {
      fail_open (path, errno, error);
      return NULL;
    }
  right = load_from_fd (self, path, fd, error);
  close (fd);
  return right ? g_steal_pointer (&self) : NULL;
}

/* --- Writing --------------------------------------------------------------------------------- */

/* An upper bound, so that the text never moves while it grows and leaves a copy behind. */
static gsize
text_size (const DectSecrets *self)
{
  GHashTableIter scopes, values;
  gpointer scope, table, key, value;
  gsize size = 64;

  g_hash_table_iter_init (&scopes, self->scopes);
  while (g_hash_table_iter_next (&scopes, &scope, &table))
    {
      size += 6 * strlen (scope) + 32;
      g_hash_table_iter_init (&values, table);
      while (g_hash_table_iter_next (&values, &key, &value))
        size += 6 * (strlen (key) + strlen (value)) + 16;
    }
  return size;
}

static void
append_scope (const DectSecrets *self, const char *scope, GString *out)
{
  g_auto (GStrv) keys = dect_secrets_list_keys (self, scope);

  g_string_append_c (out, '{');
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      dect_json_append_string (out, keys[i]);
      g_string_append (out, ": ");
      dect_json_append_string (out, dect_secrets_get (self, scope, keys[i]));
    }
  g_string_append_c (out, '}');
}

char *
dect_secrets_scope_to_text (const DectSecrets *self, const char *scope)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  if (!g_hash_table_contains (self->scopes, scope))
    return NULL;
  out = g_string_sized_new (text_size (self));
  append_scope (self, scope, out);
  return g_string_free (out, FALSE);
}

static void
append_document (const DectSecrets *self, GString *out)
{
  g_auto (GStrv) scopes = dect_secrets_list_scopes (self);
  gboolean first = TRUE;

  g_string_append (out, "{\n  \"" DECT_SECRETS_SITE "\": ");
  append_scope (self, DECT_SECRETS_SITE, out);
  g_string_append (out, ",\n  \"" HANDSETS "\": {");
  for (guint i = 0; scopes[i] != NULL; i++)
    {
      if (g_str_equal (scopes[i], DECT_SECRETS_SITE))
        continue;
      g_string_append (out, first ? "\n    " : ",\n    ");
      dect_json_append_string (out, scopes[i]);
      g_string_append (out, ": ");
      append_scope (self, scopes[i], out);
      first = FALSE;
    }
  g_string_append (out, first ? "}\n}\n" : "\n  }\n}\n");
}

gboolean
dect_secrets_save (const DectSecrets *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  GString *out;
  gboolean saved;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  out = g_string_sized_new (text_size (self));
  append_document (self, out);
  bytes = g_bytes_new_static (out->str, out->len);
  saved = dect_save_bytes (path, bytes, DECT_SAVE_PRIVATE, error);
  explicit_bzero (out->str, out->len);
  g_string_free (out, TRUE);
  return saved;
}

void
dect_secrets_stay_in_memory (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) != 0)
    return;
  limit.rlim_cur = 0;
  if (setrlimit (RLIMIT_CORE, &limit) != 0)
    g_debug ("core dumps cannot be turned off: %s", g_strerror (errno));
}
