/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-store-private.h"
#include "store/dect-zip-header.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define RATIO_FREE_BYTES (1024 * 1024)
#define MAX_NAME 100

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

typedef struct
{
  GHashTable *entries;
  gsize file_bytes;
  guint64 unpacked_bytes;
  guint n_entries;
  guint n_images;
  guint n_photos;
} Unzip;

gboolean
dect_store_is_image_name (const char *name, const char *folder)
{
  const char *file;
  gsize length;

  g_return_val_if_fail (name != NULL && folder != NULL, FALSE);

  if (!g_str_has_prefix (name, folder))
    return FALSE;
  file = name + strlen (folder);
  length = strspn (file, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-");
  return length > 0 && length <= MAX_NAME && file[length] == '\0' && *file != '.';
}

const char *
dect_store_image_folder (DectKind kind, const DectField *field)
{
  if (kind == DECT_KIND_FLOOR && g_str_equal (field->id, "plan"))
    return DECT_STORE_ENTRY_PLANS;
  if (kind == DECT_KIND_RFP && g_str_equal (field->id, "photo"))
    return DECT_STORE_ENTRY_PHOTOS;
  return NULL;
}

/* A name that may be ignored when we do not know it: plain parts between slashes. */
static gboolean
is_harmless_name (const char *name)
{
  g_auto (GStrv) parts = NULL;

  if (name == NULL || strlen (name) > 2 * MAX_NAME || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  if (strchr (name, '\\') != NULL || strchr (name, ':') != NULL)
    return FALSE;
  parts = g_strsplit (name, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
      return FALSE;
  return TRUE;
}

static gboolean
check_name (Unzip *unzip, const char *name, GError **error)
{
  gboolean right = is_harmless_name (name);

  if (right && g_str_has_prefix (name, DECT_STORE_ENTRY_PLANS))
    right = dect_store_is_image_name (name, DECT_STORE_ENTRY_PLANS);
  if (right && g_str_has_prefix (name, DECT_STORE_ENTRY_PHOTOS))
    right = dect_store_is_image_name (name, DECT_STORE_ENTRY_PHOTOS);
  if (!right)
    {
      g_autofree char *shown = g_strescape (name != NULL ? name : "", NULL);

      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENTRY_NAME,
                   _("The file holds an entry with the forbidden name “%.100s”; "
                      "it was not made by this program."),
                   shown);
      return FALSE;
    }
  if (!g_hash_table_contains (unzip->entries, name))
    return TRUE;
  g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENTRY_TWICE,
               _("The file holds the entry “%s” twice; it was not made by this program."), name);
  return FALSE;
}

static gboolean
check_type (struct archive_entry *entry, const char *name, GError **error)
{
  gsize length = name != NULL ? strlen (name) : 0;

  if (archive_entry_is_encrypted (entry))
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENCRYPTED,
                   _("The file is encrypted; decrypt it first."));
      return FALSE;
    }
  if (archive_entry_filetype (entry) == AE_IFREG && !(length > 0 && name[length - 1] == '/')
      && archive_entry_hardlink (entry) == NULL && archive_entry_symlink (entry) == NULL)
    return TRUE;
  g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENTRY_TYPE,
               _("The file holds a folder or a link; it was not made by this program."));
  return FALSE;
}

gsize
dect_store_largest_entry (const char *name)
{
  if (g_str_equal (name, DECT_STORE_ENTRY_SITE))
    return DECT_STORE_MAX_SITE_BYTES;
  if (g_str_equal (name, DECT_STORE_ENTRY_LOG))
    return DECT_STORE_MAX_LOG_BYTES;
  if (g_str_has_prefix (name, DECT_STORE_ENTRY_PHOTOS))
    return DECT_STORE_MAX_PHOTO_BYTES;
  return DECT_STORE_MAX_IMAGE_BYTES;
}

/* Sizes are checked as they are announced, before anything is unpacked; read_entry () holds the
 * entry to them. */
static gboolean
check_size (Unzip *unzip, struct archive_entry *entry, const char *name, GError **error)
{
  guint64 size = (guint64) archive_entry_size (entry);

  if (!archive_entry_size_is_set (entry) || size > dect_store_largest_entry (name))
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENTRY_SIZE,
                   _("The entry “%s” is larger than this program reads."), name);
      return FALSE;
    }
  unzip->unpacked_bytes += size;
  if (unzip->unpacked_bytes > DECT_STORE_MAX_UNPACKED_BYTES)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_UNPACKED_SIZE,
                   _("Unpacked, the file is larger than this program reads."));
      return FALSE;
    }
  if (unzip->unpacked_bytes > (guint64) unzip->file_bytes * DECT_STORE_MAX_RATIO + RATIO_FREE_BYTES)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_RATIO,
                   _("The file unpacks to more than %d times its size; "
                      "it was made to fill the memory."),
                   DECT_STORE_MAX_RATIO);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_count (Unzip *unzip, const char *name, GError **error)
{
  if (++unzip->n_entries > DECT_STORE_MAX_ENTRIES)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENTRIES,
                   _("The file has more than %d entries."), DECT_STORE_MAX_ENTRIES);
      return FALSE;
    }
  if (g_str_has_prefix (name, DECT_STORE_ENTRY_PLANS) && ++unzip->n_images > DECT_STORE_MAX_IMAGES)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_IMAGES,
                   _("The file has more than %d plan images."), DECT_STORE_MAX_IMAGES);
      return FALSE;
    }
  if (g_str_has_prefix (name, DECT_STORE_ENTRY_PHOTOS) && ++unzip->n_photos > DECT_STORE_MAX_PHOTOS)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_IMAGES,
                   _("The file has more than %d photos."), DECT_STORE_MAX_PHOTOS);
      return FALSE;
    }
  return TRUE;
}

gboolean
dect_store_fail_damaged (const char *name, GError **error)
{
  if (name != NULL)
    g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_DAMAGED,
                 _("The file is damaged in its entry “%s”; take a copy of it from elsewhere."),
                 name);
  else
    g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_DAMAGED,
                 _("The file is damaged; take a copy of it from elsewhere."));
  return FALSE;
}

/* The read beyond the announced size finds entries that lie about it, and makes libarchive compare
 * the check sum. */
static GBytes *
read_entry (Archive *archive, const char *name, gsize size, GError **error)
{
  g_autofree guint8 *data = g_malloc (size + 1);
  gsize have = 0;
  gssize got;

  do
    {
      got = archive_read_data (archive, data + have, size + 1 - have);
      have += MAX (got, 0);
    }
  while (got > 0 && have <= size);
  if (got == 0 && have == size)
    return g_bytes_new_take (g_steal_pointer (&data), size);
  dect_store_fail_damaged (name, error);
  return NULL;
}

static gboolean
is_known_name (const char *name)
{
  return g_str_equal (name, DECT_STORE_ENTRY_MIMETYPE) || g_str_equal (name, DECT_STORE_ENTRY_SITE)
         || g_str_equal (name, DECT_STORE_ENTRY_LOG) || g_str_equal (name, DECT_STORE_ENTRY_DRAFT)
         || g_str_has_prefix (name, DECT_STORE_ENTRY_PLANS)
         || g_str_has_prefix (name, DECT_STORE_ENTRY_PHOTOS);
}

static gboolean
check_mimetype (GBytes *content, GError **error)
{
  gsize length = 0;
  const char *text = content != NULL ? g_bytes_get_data (content, &length) : NULL;

  if (length == strlen (DECT_STORE_MIMETYPE) && memcmp (text, DECT_STORE_MIMETYPE, length) == 0)
    return TRUE;
  g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_FOREIGN,
               _("This is a ZIP file, but not a Handover site; choose a .handover file."));
  return FALSE;
}

static gboolean
take_entry (Unzip *unzip, Archive *archive, struct archive_entry *entry, GError **error)
{
  const char *name = archive_entry_pathname (entry);
  gboolean known;
  GBytes *content = NULL;

  if (!check_type (entry, name, error) || !check_name (unzip, name, error)
      || !check_count (unzip, name, error) || !check_size (unzip, entry, name, error))
    return FALSE;
  /* The first entry tells our files from others, before more of a foreign one is read. */
  known = is_known_name (name);
  if (unzip->n_entries == 1 && !g_str_equal (name, DECT_STORE_ENTRY_MIMETYPE))
    return check_mimetype (NULL, error);
  if (known)
    {
      content = read_entry (archive, name, archive_entry_size (entry), error);
      if (content == NULL)
        return FALSE;
    }
  g_hash_table_insert (unzip->entries, g_strdup (name), content);
  return unzip->n_entries > 1 || check_mimetype (content, error);
}

gboolean
dect_store_has_end (const char *data, gsize length)
{
  gsize tail = MIN (length, DECT_STORE_TAIL_BYTES);
  /* A cut can leave the signature alone. */
  gsize behind = DECT_ZIP_END_BYTES - DECT_ZIP_SIGNATURE_BYTES;

  return tail > behind
         && memmem (data + length - tail, tail - behind, DECT_ZIP_END, DECT_ZIP_SIGNATURE_BYTES)
                != NULL;
}

/* Each entry is described twice. Only the directory has been asked, and a wrong name there would
 * pass for one that we do not know: the log or an image would be missing without a word, and for
 * ever with the next saving. */
static gboolean
check_descriptions (const guint8 *data, gsize length, GError **error)
{
  g_autofree char *name = NULL;
  DectZipHeader header;

  if (!dect_zip_find_mismatch (data, length, &header))
    return TRUE;
  name = g_utf8_make_valid (header.name, (gssize) header.name_length);
  return dect_store_fail_damaged (name, error);
}

static void
entry_unref (gpointer content)
{
  if (content != NULL)
    g_bytes_unref (content);
}

GHashTable *
dect_store_unzip (GBytes *bytes, GError **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  g_autoptr (GHashTable) entries
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_unref);
  Unzip unzip = { .entries = entries };
  struct archive_entry *entry;
  const guint8 *data = g_bytes_get_data (bytes, &unzip.file_bytes);
  gint state;

  if (!dect_store_has_end ((const char *) data, unzip.file_bytes))
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_TRUNCATED,
                   _("The end of the file is missing; copy it again from where it came."));
      return NULL;
    }
  /* Only by the directory at the end: reading from the front could find other entries than other
   * programs do. */
  if (archive == NULL || archive_read_support_format_zip_seekable (archive) != ARCHIVE_OK
      || archive_read_open_memory (archive, data, unzip.file_bytes) != ARCHIVE_OK)
    {
      dect_store_fail_damaged (NULL, error);
      return NULL;
    }
  while ((state = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    if (!take_entry (&unzip, archive, entry, error))
      return NULL;
  if (state != ARCHIVE_EOF)
    {
      dect_store_fail_damaged (NULL, error);
      return NULL;
    }
  if ((unzip.n_entries == 0 && !check_mimetype (NULL, error))
      || !check_descriptions (data, unzip.file_bytes, error))
    return NULL;
  return g_steal_pointer (&entries);
}
