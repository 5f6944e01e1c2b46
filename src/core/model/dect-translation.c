/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-translation.h"

#include <string.h>

#define MAGIC 0x950412deu
#define HEADER_BYTES 28

struct _DectTranslation
{
  GBytes *bytes;
  GHashTable *texts; /* source text -> first form, both in @bytes */
};

/* What lies in the file as two tables of length and offset. */
typedef struct
{
  const char *data;
  gsize size;
  gboolean swapped;
} Reader;

static guint32
read_word (const Reader *self, gsize offset)
{
  guint32 word;

  memcpy (&word, self->data + offset, sizeof word);
  return self->swapped ? GUINT32_SWAP_LE_BE (word) : word;
}

/* The text that entry @i of a table points to, all its forms; %NULL when it is not whole. */
static const char *
read_text (const Reader *self, guint32 table, guint32 i, gsize *length)
{
  gsize entry = (gsize) table + (gsize) i * 8;
  gsize offset;

  if (entry + 8 > self->size)
    return NULL;
  *length = read_word (self, entry);
  offset = read_word (self, entry + 4);
  if (offset >= self->size || *length >= self->size - offset
      || self->data[offset + *length] != '\0')
    return NULL;
  return self->data + offset;
}

/* Forms are apart by zero bytes, so each is valid text of its own. */
static gboolean
is_text (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *form = text; form <= end; form += strlen (form) + 1)
    if (!g_utf8_validate (form, -1, NULL))
      return FALSE;
  return TRUE;
}

static gboolean
read_all (DectTranslation *self, const Reader *reader)
{
  guint32 n = read_word (reader, 8), sources = read_word (reader, 12),
          targets = read_word (reader, 16);

  for (guint32 i = 0; i < n; i++)
    {
      gsize source_length, target_length;
      const char *source = read_text (reader, sources, i, &source_length);
      const char *target = read_text (reader, targets, i, &target_length);

      if (source == NULL || target == NULL || !is_text (target, target_length))
        return FALSE;
      /* a plural without its second form says the first: the forms end where the text does */
      if (target_length > 0)
        g_hash_table_insert (self->texts, (gpointer) source, (gpointer) target);
    }

  return TRUE;
}

DectTranslation *
dect_translation_new (GBytes *bytes)
{
  g_autoptr (DectTranslation) self = NULL;
  Reader reader = { 0 };
  guint32 magic;

  g_return_val_if_fail (bytes != NULL, NULL);

  reader.data = g_bytes_get_data (bytes, &reader.size);
  if (reader.size < HEADER_BYTES)
    return NULL;
  magic = read_word (&reader, 0);
  reader.swapped = magic == GUINT32_SWAP_LE_BE (MAGIC);
  if ((magic != MAGIC && !reader.swapped) || read_word (&reader, 4) >> 16 != 0)
    return NULL;

  self = g_new0 (DectTranslation, 1);
  self->bytes = g_bytes_ref (bytes);
  self->texts = g_hash_table_new (g_str_hash, g_str_equal);
  return read_all (self, &reader) ? g_steal_pointer (&self) : NULL;
}

void
dect_translation_free (DectTranslation *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->texts);
  g_bytes_unref (self->bytes);
  g_free (self);
}

const char *
dect_translation_find (const DectTranslation *self, const char *text, guint form)
{
  const char *found, *end;
  gsize size;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  found = g_hash_table_lookup (self->texts, text);
  if (found == NULL || form == 0)
    return found;
  end = (const char *) g_bytes_get_data (self->bytes, &size) + size;
  found += strlen (found) + 1;
  return found < end && *found != '\0' ? found : NULL;
}
