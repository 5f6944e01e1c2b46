/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Signatures, 4 bytes each, of what describes an entry of a ZIP: the local header in front of its data, APPNOTE.TXT 4.3.7, and the
 * record of the directory, 4.3.12; and of the end record, 4.3.16. */
#define DECT_ZIP_LOCAL           "PK\x03\x04"
#define DECT_ZIP_RECORD          "PK\x01\x02"
#define DECT_ZIP_END             "PK\x05\x06"
#define DECT_ZIP_SIGNATURE_BYTES 4
#define DECT_ZIP_END_BYTES       22

#define DECT_ZIP_STORE   0
#define DECT_ZIP_DEFLATE 8

/**
 * DectZipHeader:
 * @name: (array length=name_length): of the entry, in the file's bytes, not ended by a zero
 * @flags: general purpose bits, APPNOTE.TXT 4.4.4
 * @method: #DECT_ZIP_STORE, #DECT_ZIP_DEFLATE or another
 * @crc: check sum of the content
 * @packed: bytes in the file
 * @unpacked: bytes of the content
 * @local: where in the file the local header stands
 * @start: where in the file the data begin; as a record has it, as if the local header had no extra field
 * @length: bytes that the description itself takes, from its signature on
 *
 * An entry as one of its two descriptions has it.
 */
typedef struct
{
  const char *name;
  gsize       name_length;
  guint       flags;
  guint       method;
  guint32     crc;
  gsize       packed;
  gsize       unpacked;
  gsize       local;
  gsize       start;
  gsize       length;
} DectZipHeader;

/** DECT_ZIP_IS_ENCRYPTED: whether the data of an entry are encrypted, APPNOTE.TXT 4.4.4 */
#define DECT_ZIP_IS_ENCRYPTED(header) (((header)->flags & 1) != 0)

/** DECT_ZIP_HAS_DESCRIPTOR: whether check sum and sizes stand behind the data, and the local header says nothing of them */
#define DECT_ZIP_HAS_DESCRIPTOR(header) (((header)->flags & 8) != 0)

/** dect_zip_read_local: Returns: whether a local header of an entry with a name stands whole at @offset */
gboolean dect_zip_read_local (const guint8  *data,
                              gsize          length,
                              gsize          offset,
                              DectZipHeader *header);

/** dect_zip_read_record: Returns: whether a record of the directory of an entry with a name stands whole at @offset */
gboolean dect_zip_read_record (const guint8  *data,
                               gsize          length,
                               gsize          offset,
                               DectZipHeader *header);

/**
 * dect_zip_find_mismatch:
 * @data: (array length=length): a ZIP
 * @header: (out): the record
 *
 * Compares each record of the directory with the local header it leads to: where they differ one of the two is damaged, whatever a
 * reader makes of it that asks only one. A directory that is not found where the end record says is not looked at.
 *
 * Returns: whether there is one that does not fit
 */
gboolean dect_zip_find_mismatch (const guint8  *data,
                                 gsize          length,
                                 DectZipHeader *header);

G_END_DECLS
