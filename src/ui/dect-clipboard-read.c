/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-clipboard-read.h"

#define CHUNK (256 * 1024)

typedef struct
{
  GInputStream *stream;
  GByteArray *bytes;
  gsize max_bytes;
} Reading;

static void read_chunk (GTask *task);

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->stream);
  g_byte_array_unref (reading->bytes);
  g_free (reading);
}

static void
chunk_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size;
  const guint8 *data;

  if (chunk == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  data = g_bytes_get_data (chunk, &size);
  if (size == 0)
    {
      g_byte_array_ref (reading->bytes);
      g_task_return_pointer (task, g_byte_array_free_to_bytes (reading->bytes),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }
  if (size > reading->max_bytes - reading->bytes->len)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "too much");
      return;
    }
  g_byte_array_append (reading->bytes, data, (guint) size);
  read_chunk (g_steal_pointer (&task));
}

/* Takes @task over. */
static void
read_chunk (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (reading->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), chunk_cb, task);
}

static void
stream_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  reading->stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  if (reading->stream != NULL)
    read_chunk (g_steal_pointer (&task));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "nothing of the kind");
}

void
dect_clipboard_read_async (GdkClipboard *clipboard,
                           const char *const *mime_types,
                           gsize max_bytes,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Reading *reading;
  GTask *task;

  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));
  g_return_if_fail (mime_types != NULL && max_bytes <= G_MAXUINT);

  reading = g_new0 (Reading, 1);
  reading->bytes = g_byte_array_new ();
  reading->max_bytes = max_bytes;
  task = g_task_new (clipboard, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_clipboard_read_async);
  g_task_set_task_data (task, reading, reading_free);
  gdk_clipboard_read_async (clipboard, (const char **) mime_types, G_PRIORITY_DEFAULT, cancellable,
                            stream_cb, task);
}

GBytes *
dect_clipboard_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_clipboard_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
