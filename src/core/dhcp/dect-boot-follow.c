/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-boot-follow.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/dect-load.h"

#define POLL_S 1
#define STEP_BYTES (1u << 20)
/* A file up to this size is read whole whenever it changed: leases, which servers write anew. A
 * longer one is a log and only grows. */
#define WHOLE_BYTES (1u << 20)
#define TAIL_BYTES 64

/* Where the last reading stood; what a thread gets and gives back. */
typedef struct
{
  guint64 inode;
  guint64 size;
  guint64 time_us;
  guint64 offset;
  guint8 tail[TAIL_BYTES]; /* bytes before offset */
  gsize n_tail;
  gboolean again; /* out: it was another file, or written anew */
  gboolean more;  /* out: there is more to read at once */
} Place;

struct _DectBootFollow
{
  GObject parent_instance;
  GFile *file;
  GFileMonitor *monitor;
  GCancellable *cancellable;
  DectBootReader *reader;
  Place place;
  char *error;
  guint poll;
  gboolean busy;
  gboolean wanted;
};

G_DEFINE_FINAL_TYPE (DectBootFollow, dect_boot_follow, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void look (DectBootFollow *self);

/* --- In the thread --------------------------------------------------------------------------------- */

static gboolean
query (GFile *file, Place *now, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
      file,
      G_FILE_ATTRIBUTE_STANDARD_TYPE
      "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_UNIX_INODE
      "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
      G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (
          error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
          _("This is no file that can be watched; choose the file of leases or the log."));
      return FALSE;
    }
  now->inode = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_UNIX_INODE);
  now->size = (guint64) g_file_info_get_size (info);
  now->time_us
      = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC
        + g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
  return TRUE;
}

static gboolean
read_at (GInputStream *stream,
         guint64 offset,
         void *buffer,
         gsize size,
         gsize *n_read,
         GCancellable *cancellable,
         GError **error)
{
  *n_read = 0;
  return g_seekable_seek (G_SEEKABLE (stream), (goffset) offset, G_SEEK_SET, cancellable, error)
         && g_input_stream_read_all (stream, buffer, size, n_read, cancellable, error);
}

/* Whether the bytes before the place are still those that were read. */
static gboolean
tail_is_there (GInputStream *stream, const Place *place, GCancellable *cancellable)
{
  guint8 bytes[TAIL_BYTES];
  gsize n_read;

  return read_at (stream, place->offset - place->n_tail, bytes, place->n_tail, &n_read, cancellable,
                  NULL)
         && n_read == place->n_tail && memcmp (bytes, place->tail, n_read) == 0;
}

static void
keep_tail (Place *place, const guint8 *bytes, gsize n_bytes)
{
  gsize n = MIN (n_bytes, TAIL_BYTES);
  gsize old = MIN (place->n_tail, TAIL_BYTES - n);

  memmove (place->tail, place->tail + (place->n_tail - old), old);
  memcpy (place->tail + old, bytes + (n_bytes - n), n);
  place->n_tail = old + n;
}

/* Nothing new, the same file with more, or another one. */
static void
read_step (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = source;
  Place *place = data;
  Place now = *place;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree guint8 *buffer = NULL;
  gsize n_read = 0;
  GError *error = NULL;

  place->again = place->more = FALSE;
  if (!query (file, &now, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (now.inode == place->inode && now.size == place->size && now.time_us == place->time_us
      && place->offset == now.size)
    {
      g_task_return_pointer (task, g_bytes_new_static ("", 0), (GDestroyNotify) g_bytes_unref);
      return;
    }
  stream = g_file_read (file, cancellable, &error);
  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (now.inode != place->inode || now.size < place->offset
      || (now.size <= WHOLE_BYTES && place->offset == place->size)
      || !tail_is_there (G_INPUT_STREAM (stream), place, cancellable))
    {
      now.again = TRUE;
      now.offset = now.size > DECT_BOOT_MAX_BYTES ? now.size - DECT_BOOT_MAX_BYTES : 0;
      now.n_tail = 0;
    }
  buffer = g_malloc (STEP_BYTES);
  if (!read_at (G_INPUT_STREAM (stream), now.offset, buffer, STEP_BYTES, &n_read, cancellable,
                &error))
    {
      g_task_return_error (task, error);
      return;
    }
  keep_tail (&now, buffer, n_read);
  now.offset += n_read;
  now.size = MAX (now.size, now.offset);
  now.more = n_read == STEP_BYTES;
  *place = now;
  g_task_return_pointer (task, g_bytes_new (buffer, n_read), (GDestroyNotify) g_bytes_unref);
}

/* --- In the main thread ------------------------------------------------------------------------------ */

static void
set_error (DectBootFollow *self, const char *message)
{
  if (g_strcmp0 (self->error, message) == 0)
    return;
  g_free (self->error);
  self->error = g_strdup (message);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectBootFollow) self = user_data;
  GTask *task = G_TASK (result);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (task, &error);
  gsize size;
  const void *data;

  self->busy = FALSE;
  if (self->reader == NULL)
    {
      g_clear_error (&error);
      return;
    }
  if (bytes == NULL)
    {
      dect_load_explain (&error);
      set_error (self, error->message);
      g_clear_error (&error);
      return;
    }
  self->place = *(const Place *) g_task_get_task_data (task);
  if (self->place.again)
    dect_boot_reader_drop (self->reader);
  data = g_bytes_get_data (bytes, &size);
  dect_boot_reader_feed (self->reader, data, size);
  set_error (self, NULL);
  if (size > 0 || self->place.again)
    g_signal_emit (self, signals[CHANGED], 0);
  if (self->place.more || self->wanted)
    look (self);
}

/* One reading at a time; who asks meanwhile is served after it. */
static void
look (DectBootFollow *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->reader == NULL)
    return;
  self->wanted = self->busy;
  if (self->busy)
    return;
  self->busy = TRUE;
  task = g_task_new (self->file, self->cancellable, read_cb, g_object_ref (self));
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, g_memdup2 (&self->place, sizeof self->place), g_free);
  g_task_run_in_thread (task, read_step);
}

static gboolean
poll_cb (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_CONTINUE;
}

DectBootFollow *
dect_boot_follow_new (GFile *file, DectBootFunc func, gpointer user_data)
{
  DectBootFollow *self;

  g_return_val_if_fail (G_IS_FILE (file) && func != NULL, NULL);

  self = g_object_new (DECT_TYPE_BOOT_FOLLOW, NULL);
  self->file = g_object_ref (file);
  self->reader = dect_boot_reader_new (func, user_data);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  self->poll = g_timeout_add_seconds (POLL_S, poll_cb, self);
  look (self);
  return self;
}

void
dect_boot_follow_stop (DectBootFollow *self)
{
  g_return_if_fail (DECT_IS_BOOT_FOLLOW (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->reader, dect_boot_reader_free);
}

const char *
dect_boot_follow_get_error (DectBootFollow *self)
{
  g_return_val_if_fail (DECT_IS_BOOT_FOLLOW (self), NULL);

  return self->error;
}

guint64
dect_boot_follow_get_n_bytes (DectBootFollow *self)
{
  g_return_val_if_fail (DECT_IS_BOOT_FOLLOW (self), 0);

  return self->place.offset;
}

static void
dect_boot_follow_dispose (GObject *object)
{
  dect_boot_follow_stop (DECT_BOOT_FOLLOW (object));
  G_OBJECT_CLASS (dect_boot_follow_parent_class)->dispose (object);
}

static void
dect_boot_follow_finalize (GObject *object)
{
  DectBootFollow *self = DECT_BOOT_FOLLOW (object);

  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_free (self->error);
  G_OBJECT_CLASS (dect_boot_follow_parent_class)->finalize (object);
}

static void
dect_boot_follow_class_init (DectBootFollowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = dect_boot_follow_dispose;
  object_class->finalize = dect_boot_follow_finalize;
  signals[CHANGED] = g_signal_new ("changed", DECT_TYPE_BOOT_FOLLOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
dect_boot_follow_init (DectBootFollow *self)
{
  self->cancellable = g_cancellable_new ();
}
