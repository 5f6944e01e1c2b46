/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-load.h"

#include <glib/gi18n-lib.h>

#define READ_BLOCK (64 * 1024)

void
dect_load_explain (GError **error)
{
  const char *sentence = NULL;

  if (error == NULL || *error == NULL || (*error)->domain != G_IO_ERROR)
    return;
  switch ((*error)->code)
    {
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_DIRECTORY:
      sentence = _("There is no such file; check its name and folder.");
      break;
    case G_IO_ERROR_PERMISSION_DENIED:
      sentence = _("You may not read this file; ask its owner for the permission.");
      break;
    case G_IO_ERROR_IS_DIRECTORY:
      sentence = _("This is a folder; name a file in it.");
      break;
    default:
      return;
    }
  g_free ((*error)->message);
  (*error)->message = g_strdup (sentence);
}

static gboolean
read_stream (GInputStream *stream,
             GByteArray *content,
             gsize max_bytes,
             GCancellable *cancellable,
             GError **error)
{
  for (;;)
    {
      guint length = content->len;
      gssize got;

      g_byte_array_set_size (content, length + READ_BLOCK);
      got = g_input_stream_read (stream, content->data + length, READ_BLOCK, cancellable, error);
      g_byte_array_set_size (content, length + (guint) MAX (got, 0));
      if (got <= 0)
        return got == 0;
      if (content->len > max_bytes)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _("The file is larger than %u MB; choose a smaller one."),
                       (guint) (max_bytes / 1000000));
          return FALSE;
        }
    }
}

GFileInputStream *
dect_load_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                            cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    return g_file_read (file, cancellable, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
               _("This is not an ordinary file; choose another one."));
  return NULL;
}

/* What is written meanwhile is not waited for. */
static gboolean
read_end (GInputStream *stream,
          GByteArray *content,
          gsize max_bytes,
          GCancellable *cancellable,
          GError **error)
{
  GSeekable *place = G_SEEKABLE (stream);
  goffset size;
  gsize n_read = 0;
  gboolean done;

  if (!g_seekable_can_seek (place))
    return read_stream (stream, content, max_bytes, cancellable, error);
  if (!g_seekable_seek (place, 0, G_SEEK_END, cancellable, error))
    return FALSE;
  size = g_seekable_tell (place);
  g_byte_array_set_size (content, (guint) MIN ((guint64) size, max_bytes));
  done = g_seekable_seek (place, size - content->len, G_SEEK_SET, cancellable, error)
         && g_input_stream_read_all (stream, content->data, content->len, &n_read, cancellable,
                                     error);
  g_byte_array_set_size (content, (guint) n_read);
  return done;
}

typedef GFileInputStream *(*Open) (GFile *file, GCancellable *cancellable, GError **error);

typedef gboolean (*Read) (GInputStream *stream,
                          GByteArray *content,
                          gsize max_bytes,
                          GCancellable *cancellable,
                          GError **error);

static GBytes *
load (GFile *file, Open open, Read read, gsize max_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = open (file, cancellable, error);
  g_autoptr (GByteArray) content = g_byte_array_new ();

  if (stream != NULL && read (G_INPUT_STREAM (stream), content, max_bytes, cancellable, error))
    return g_byte_array_free_to_bytes (g_steal_pointer (&content));
  dect_load_explain (error);
  return NULL;
}

GBytes *
dect_load_file_bytes (GFile *file, gsize max_bytes, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (max_bytes < G_MAXUINT - READ_BLOCK, NULL);

  return load (file, dect_load_open, read_stream, max_bytes, cancellable, error);
}

GBytes *
dect_load_bytes (GFile *file, gsize max_bytes, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (max_bytes < G_MAXUINT - READ_BLOCK, NULL);

  return load (file, g_file_read, read_stream, max_bytes, cancellable, error);
}

GBytes *
dect_load_end (GFile *file, gsize max_bytes, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (max_bytes < G_MAXUINT - READ_BLOCK, NULL);

  return load (file, g_file_read, read_end, max_bytes, cancellable, error);
}
