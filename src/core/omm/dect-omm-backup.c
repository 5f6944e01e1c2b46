/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-backup-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#include "store/dect-load.h"

#define GZIP_MAGIC "\x1f\x8b"
#define SECOND_LINE "configuration file"
#define PEEK_BYTES 512
/* Below this, nobody is hurt whatever the ratio is. */
#define RATIO_FREE_BYTES (1024 * 1024)
/* zlib: the largest window, with a gzip header (RFC 1952) around it. */
#define GZIP_WINDOW_BITS (15 + 16)

void
dect_omm_backup_free (DectOmmBackup *self)
{
  if (self == NULL)
    return;
  dect_omm_system_free (self->system);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/* --- Recognising ----------------------------------------------------------------------------------- */

static gboolean
is_packed (const char *data, gsize n)
{
  return n >= strlen (GZIP_MAGIC) && memcmp (data, GZIP_MAGIC, strlen (GZIP_MAGIC)) == 0;
}

gboolean
dect_omm_backup_recognise (const char *data, gsize n)
{
  const char *line;

  g_return_val_if_fail (data != NULL || n == 0, FALSE);

  if (n == 0)
    return FALSE;
  if (is_packed (data, n))
    return TRUE;
  line = memchr (data, '\n', n);
  if (line == NULL)
    return FALSE;
  line++;
  return (gsize) (data + n - line) >= strlen (SECOND_LINE)
         && memcmp (line, SECOND_LINE, strlen (SECOND_LINE)) == 0;
}

gboolean
dect_omm_backup_recognise_file (GFile *file)
{
  g_autoptr (GFileInputStream) stream = NULL;
  char head[PEEK_BYTES];
  gsize n = 0;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  stream = dect_load_open (file, NULL, NULL);
  return stream != NULL
         && g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n, NULL, NULL)
         && dect_omm_backup_recognise (head, n);
}

/* --- Buffers that are wiped ------------------------------------------------------------------------ */

/* Only the pages that are written cost memory, so it is as large as it may get from the start: a
 * buffer that grows leaves copies. */
typedef struct
{
  char *data;
  gsize n;
} Buffer;

static void
buffer_init (Buffer *self)
{
  self->data = g_malloc (DECT_OMM_BACKUP_MAX_BYTES + 1);
  self->n = 0;
}

static void
buffer_clear (Buffer *self)
{
  explicit_bzero (self->data, self->n);
  g_free (self->data);
}

/* zlib keeps the last 32 KiB of what it unpacked, passwords among them: its memory is wiped too. */
static voidpf
zip_alloc (voidpf opaque, uInt n, uInt size)
{
  gsize *block;
  gsize bytes = (gsize) n * size;

  block = g_try_malloc0 (sizeof (guint64) * 2 + bytes);
  if (block == NULL)
    return Z_NULL;
  *block = bytes;
  return (char *) block + sizeof (guint64) * 2;
}

static void
zip_free (voidpf opaque, voidpf address)
{
  gsize *block = (gsize *) (gpointer) ((char *) address - sizeof (guint64) * 2);

  explicit_bzero (address, *block);
  g_free (block);
}

/* --- Unpacking ------------------------------------------------------------------------------------- */

static gboolean
fail_too_large (GError **error)
{
  g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_TOO_LARGE,
               _("This is more than %u MB unpacked: no backup of an OMM is that large."),
               (guint) (DECT_OMM_BACKUP_MAX_BYTES / 1000000));
  return FALSE;
}

static gboolean
inflate_all (z_stream *stream, gsize n_packed, Buffer *buffer, GError **error)
{
  int status;

  stream->next_out = (Bytef *) buffer->data;
  /* One more than may be, to tell full from too large. */
  stream->avail_out = DECT_OMM_BACKUP_MAX_BYTES + 1;
  status = inflate (stream, Z_FINISH);
  buffer->n = DECT_OMM_BACKUP_MAX_BYTES + 1 - stream->avail_out;
  if (buffer->n > DECT_OMM_BACKUP_MAX_BYTES
      || (buffer->n > RATIO_FREE_BYTES && buffer->n / DECT_OMM_BACKUP_MAX_RATIO > n_packed))
    return fail_too_large (error);
  if (status == Z_STREAM_END && stream->avail_in == 0)
    return TRUE;
  g_set_error_literal (error, DECT_OMM_ERROR, DECT_OMM_ERROR_BACKUP,
                       _("The packed backup is damaged or cut off; get it from the OMM again."));
  return FALSE;
}

static gboolean
unpack (const char *data, gsize n, Buffer *buffer, GError **error)
{
  z_stream stream = { .zalloc = zip_alloc, .zfree = zip_free };
  gboolean good;

  stream.next_in = (Bytef *) (gpointer) data;
  stream.avail_in = (uInt) n;
  if (inflateInit2 (&stream, GZIP_WINDOW_BITS) != Z_OK)
    {
      g_set_error_literal (error, DECT_OMM_ERROR, DECT_OMM_ERROR_BACKUP,
                           _("There is too little memory to unpack the backup."));
      return FALSE;
    }
  good = inflate_all (&stream, n, buffer, error);
  inflateEnd (&stream);
  return good;
}

DectOmmBackup *
dect_omm_backup_read (const char *data, gsize n, GError **error)
{
  DectOmmBackup *self = NULL;
  Buffer buffer;

  g_return_val_if_fail (data != NULL || n == 0, NULL);

  if (n > DECT_OMM_BACKUP_MAX_BYTES)
    {
      fail_too_large (error);
      return NULL;
    }
  if (!is_packed (data, n))
    return dect_omm_backup_parse (data, n, error);
  buffer_init (&buffer);
  if (unpack (data, n, &buffer, error))
    self = dect_omm_backup_parse (buffer.data, buffer.n, error);
  buffer_clear (&buffer);
  return self;
}

DectOmmBackup *
dect_omm_backup_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) failure = NULL;
  DectOmmBackup *self = NULL;
  Buffer buffer;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  buffer_init (&buffer);
  stream = g_file_read (file, cancellable, &failure);
  if (stream != NULL
      && g_input_stream_read_all (G_INPUT_STREAM (stream), buffer.data,
                                  DECT_OMM_BACKUP_MAX_BYTES + 1, &buffer.n, cancellable, &failure))
    self = dect_omm_backup_read (buffer.data, buffer.n, &failure);
  buffer_clear (&buffer);
  if (failure != NULL)
    {
      dect_load_explain (&failure);
      g_propagate_error (error, g_steal_pointer (&failure));
    }
  return self;
}
