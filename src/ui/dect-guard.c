/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-guard.h"

#include <glib/gi18n.h>

#include "store/dect-lock.h"
#include "store/dect-stamp.h"

#define LOOK_ATTRIBUTES                                                                            \
  G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC                           \
                                 "," G_FILE_ATTRIBUTE_STANDARD_SIZE                                \
                                 "," G_FILE_ATTRIBUTE_UNIX_INODE

struct _DectGuard
{
  GObject parent_instance;
  GFile *file;
  GFileMonitor *monitor;
  DectLock *lock;
  char *words; /* who has the lock instead */
  char *look;  /* date, size and place of the file when it was looked at last; %NULL when it was not
                  there */
  char *stamp; /* of what was read or written, dect_stamp_for_bytes() */
  DectGuardState state;
  DectGuardState refusal; /* HELD or ELSEWHERE while somebody else has the lock, else FINE */
  GFile *writing;
  DectLock *next_lock; /* of @writing, when that is another file */
};

G_DEFINE_FINAL_TYPE (DectGuard, dect_guard, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_state (DectGuard *self, DectGuardState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* --- How the file looks --------------------------------------------------------------------------
 */

static char *
make_look (GFile *file)
{
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, LOOK_ATTRIBUTES, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  if (info == NULL)
    return NULL;
  return g_strdup_printf (
      "%" G_GUINT64_FORMAT ".%06u %" G_GOFFSET_FORMAT " %" G_GUINT64_FORMAT,
      g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED),
      g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC),
      g_file_info_get_size (info),
      g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_UNIX_INODE));
}

/* Another date alone, as a synchronised folder gives it, is no change; the content is read only
 * when something else has changed. */
static gboolean
is_same (DectGuard *self, const char *look)
{
  g_autofree char *stamp = NULL;

  if (g_strcmp0 (look, self->look) == 0)
    return TRUE;
  stamp = dect_stamp_for_file (self->file, NULL);
  if (stamp == NULL || g_strcmp0 (stamp, self->stamp) != 0)
    return FALSE;
  g_free (self->look);
  self->look = g_strdup (look);
  return TRUE;
}

void
dect_guard_look (DectGuard *self)
{
  g_autofree char *look = NULL;

  g_return_if_fail (DECT_IS_GUARD (self));

  if (self->file == NULL || self->writing != NULL)
    return;
  look = make_look (self->file);
  if (look == NULL)
    set_state (self, DECT_GUARD_GONE);
  else
    set_state (self, is_same (self, look) ? self->refusal : DECT_GUARD_CHANGED);
}

static void
remember (DectGuard *self)
{
  g_free (self->look);
  g_free (self->stamp);
  self->look = make_look (self->file);
  self->stamp = dect_stamp_for_file (self->file, NULL);
}

void
dect_guard_accept (DectGuard *self)
{
  g_return_if_fail (DECT_IS_GUARD (self));

  if (self->file == NULL)
    return;
  remember (self);
  dect_guard_look (self);
}

void
dect_guard_expect (DectGuard *self, const char *stamp)
{
  g_return_if_fail (DECT_IS_GUARD (self));

  if (self->file == NULL || stamp == NULL || g_strcmp0 (stamp, self->stamp) == 0)
    return;
  g_free (self->stamp);
  self->stamp = g_strdup (stamp);
  g_clear_pointer (&self->look, g_free);
  dect_guard_look (self);
}

static void
watch (DectGuard *self)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  if (self->file == NULL)
    return;
  self->monitor = g_file_monitor_file (self->file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (dect_guard_look), self,
                             G_CONNECT_SWAPPED);
}

/* --- The lock ------------------------------------------------------------------------------------
 */

/* Whether nobody else has it; no lock where none can be had. */
static gboolean
take_lock (GFile *file, gboolean force, DectLock **lock, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) failure = NULL;

  *lock = path != NULL ? dect_lock_take (path, force, &failure) : NULL;
  if (failure == NULL || failure->domain != DECT_LOCK_ERROR)
    {
      if (failure != NULL)
        g_debug ("no lock: %s", failure->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
dect_guard_retry (DectGuard *self, gboolean force)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DECT_IS_GUARD (self));

  if (self->file == NULL || self->lock != NULL)
    return;
  g_clear_pointer (&self->words, g_free);
  self->refusal = DECT_GUARD_FINE;
  if (!take_lock (self->file, force, &self->lock, &error))
    {
      self->refusal = g_error_matches (error, DECT_LOCK_ERROR, DECT_LOCK_ERROR_ELSEWHERE)
                          ? DECT_GUARD_ELSEWHERE
                          : DECT_GUARD_HELD;
      self->words = g_strdup (error->message);
    }
  dect_guard_look (self);
}

void
dect_guard_set_file (DectGuard *self, GFile *file)
{
  g_return_if_fail (DECT_IS_GUARD (self));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  if (file == NULL || self->file == NULL || !g_file_equal (file, self->file))
    {
      g_clear_pointer (&self->lock, dect_lock_free);
      g_set_object (&self->file, file);
      watch (self);
    }
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->look, g_free);
  g_clear_pointer (&self->stamp, g_free);
  self->refusal = DECT_GUARD_FINE;
  if (file == NULL)
    {
      set_state (self, DECT_GUARD_FINE);
      return;
    }
  remember (self);
  if (self->lock == NULL)
    dect_guard_retry (self, FALSE);
  else
    dect_guard_look (self);
}

/* --- Writing -------------------------------------------------------------------------------------
 */

static gboolean
may_write_own (DectGuard *self, GError **error)
{
  dect_guard_look (self);
  if (self->refusal != DECT_GUARD_FINE)
    g_set_error (error, DECT_LOCK_ERROR,
                 self->refusal == DECT_GUARD_ELSEWHERE ? DECT_LOCK_ERROR_ELSEWHERE
                                                       : DECT_LOCK_ERROR_HELD,
                 _("%s Save under another name, so that nothing of theirs is lost."), self->words);
  else if (self->state == DECT_GUARD_CHANGED)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                 _("Another program has changed the file since it was opened here. Choose above "
                    "what shall become of it."));
  else
    return TRUE;
  return FALSE;
}

gboolean
dect_guard_begin_write (DectGuard *self, GFile *file, GError **error)
{
  g_return_val_if_fail (DECT_IS_GUARD (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (self->writing == NULL, FALSE);

  if (self->file != NULL && g_file_equal (file, self->file))
    {
      if (!may_write_own (self, error))
        return FALSE;
    }
  else if (!take_lock (file, FALSE, &self->next_lock, error))
    return FALSE;
  self->writing = g_object_ref (file);
  return TRUE;
}

void
dect_guard_end_write (DectGuard *self, gboolean written)
{
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (DECT_IS_GUARD (self));
  g_return_if_fail (self->writing != NULL);

  file = g_steal_pointer (&self->writing);
  if (!written)
    {
      g_clear_pointer (&self->next_lock, dect_lock_free);
      dect_guard_look (self);
      return;
    }
  if (self->next_lock != NULL)
    {
      g_clear_pointer (&self->lock, dect_lock_free);
      self->lock = g_steal_pointer (&self->next_lock);
      g_set_object (&self->file, file);
      watch (self);
    }
  dect_guard_set_file (self, file);
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
dect_guard_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_STATE)
    g_value_set_int (value, (gint) DECT_GUARD (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
dect_guard_dispose (GObject *object)
{
  DectGuard *self = DECT_GUARD (object);

  g_clear_object (&self->writing);
  g_clear_pointer (&self->next_lock, dect_lock_free);
  g_clear_pointer (&self->lock, dect_lock_free);
  g_clear_object (&self->file);
  watch (self);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->look, g_free);
  g_clear_pointer (&self->stamp, g_free);
  G_OBJECT_CLASS (dect_guard_parent_class)->dispose (object);
}

static void
dect_guard_class_init (DectGuardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dect_guard_get_property;
  object_class->dispose = dect_guard_dispose;
  properties[PROP_STATE]
      = g_param_spec_int ("state", NULL, NULL, 0, DECT_GUARD_GONE, 0,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_guard_init (DectGuard *self)
{
}

DectGuard *
dect_guard_new (void)
{
  return g_object_new (DECT_TYPE_GUARD, NULL);
}

DectGuardState
dect_guard_get_state (DectGuard *self)
{
  g_return_val_if_fail (DECT_IS_GUARD (self), DECT_GUARD_FINE);

  return self->state;
}

const char *
dect_guard_get_words (DectGuard *self)
{
  g_return_val_if_fail (DECT_IS_GUARD (self), NULL);

  return self->words;
}
