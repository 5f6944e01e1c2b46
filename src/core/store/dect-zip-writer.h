/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DectZipWriter:
 *
 * Writes a ZIP in memory, plain enough to be the same to the byte every time: no extra fields,
 * sizes before the data, all entries dated 1980-01-01 00:00 with mode 0644. Libarchive, which reads
 * them, cannot write that: its extra fields would move the media type away from byte 38, where the
 * desktop looks for it. Format: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.
 */
typedef struct _DectZipWriter DectZipWriter;

DectZipWriter *dect_zip_writer_new  (void);
void           dect_zip_writer_free (DectZipWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectZipWriter, dect_zip_writer_free)

/**
 * dect_zip_writer_add:
 * @self: a writer
 * @name: name of the entry, ASCII
 * @content: its content; with all others below 4 GiB
 * @compress: whether to deflate it; what does not become smaller is stored all the same
 *
 * At most 65534 entries.
 */
void dect_zip_writer_add (DectZipWriter *self,
                          const char    *name,
                          GBytes        *content,
                          gboolean       compress);

/** dect_zip_writer_end: @self: (transfer full). Returns: (transfer full): the ZIP */
GBytes *dect_zip_writer_end (DectZipWriter *self);

G_END_DECLS
