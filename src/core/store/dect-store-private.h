/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/dect-store.h"

G_BEGIN_DECLS

/* Names inside the file. */
#define DECT_STORE_ENTRY_MIMETYPE "mimetype"
#define DECT_STORE_ENTRY_SITE     "site.json"
#define DECT_STORE_ENTRY_LOG      "log.json"
#define DECT_STORE_ENTRY_DRAFT    "draft.ini" /* only in a draft, see DectRecovery */
#define DECT_STORE_ENTRY_PLANS    "plans/"
#define DECT_STORE_ENTRY_PHOTOS   "photos/"

#define DECT_STORE_FORMAT_SITE "handover-site"
#define DECT_STORE_FORMAT_LOG  "handover-log"

/* Member of the site's extra that holds the unknown members of the top of site.json. */
#define DECT_STORE_TOP_EXTRA "_document"

/**
 * dect_store_unzip:
 * Returns: (transfer full): entries by name (utf8 -> GBytes), within all bounds; DECT_STORE_ERROR
 */
GHashTable *dect_store_unzip (GBytes  *bytes,
                              GError **error);

/** dect_store_fail_damaged: Returns: %FALSE; %DECT_STORE_ERROR_DAMAGED, in the entry @name (nullable) */
gboolean dect_store_fail_damaged (const char *name,
                                  GError    **error);

/** dect_store_parse_entries: reads what dect_store_unzip() gave into @builder; DECT_STORE_ERROR */
gboolean dect_store_parse_entries (GHashTable          *entries,
                                   DectSnapshotBuilder *builder,
                                   GError             **error);

/**
 * dect_store_pack:
 * @draft: (nullable): head of a draft; a draft has it in the place of the images
 *
 * Returns: (transfer full): content of a .handover file; DECT_STORE_ERROR
 */
GBytes *dect_store_pack (DectSnapshot *snapshot,
                         GBytes       *draft,
                         GError      **error);

/**
 * DectStoreImageFunc:
 * @record: a record
 * @name: the image that it names, which may be there or not
 */
typedef void (*DectStoreImageFunc) (const DectRecord *record,
                                    const char       *name,
                                    gpointer          user_data);

/** dect_store_each_image: calls @callback for each record that names an image */
void dect_store_each_image (DectSnapshot      *snapshot,
                            DectStoreImageFunc callback,
                            gpointer           user_data);

/**
 * dect_store_list_images:
 * Returns: (transfer full) (element-type utf8): names of the images that records name and that are there, sorted, each once; they
 *   belong to @snapshot
 */
GPtrArray *dect_store_list_images (DectSnapshot *snapshot);

/** dect_store_largest_entry: Returns: how many bytes an entry of that name may have, unpacked */
gsize dect_store_largest_entry (const char *name);

/**
 * dect_store_parse_record:
 * @text: (array length=length): a record as it stands in a list of site.json, from brace to brace, UTF-8
 * @kind: what it is taken for
 * @line: where it stands in site.json, from 1
 * @problems: (element-type utf8): takes a sentence for each value that is wrong and left out
 * @error: return location, #DECT_STORE_ERROR: it is no record of that kind
 *
 * References are not looked at.
 *
 * Returns: (transfer full) (nullable): the record
 */
DectRecord *dect_store_parse_record (const char *text,
                                     gsize       length,
                                     DectKind    kind,
                                     guint       line,
                                     GPtrArray  *problems,
                                     GError    **error);

/** DECT_STORE_TAIL_BYTES: where the end record of a ZIP stands: it and the longest comment that may follow it, APPNOTE.TXT 4.3.16 */
#define DECT_STORE_TAIL_BYTES (22 + 65535)

/** dect_store_has_end: Returns: whether the tail of a file has the end record of a ZIP */
gboolean dect_store_has_end (const char *data,
                             gsize       length);

/** dect_store_parse_site: reads site.json into @builder; DECT_STORE_ERROR */
gboolean dect_store_parse_site (GBytes              *json,
                                DectSnapshotBuilder *builder,
                                GError             **error);

/** dect_store_parse_log: reads log.json into @builder; DECT_STORE_ERROR */
gboolean dect_store_parse_log (GBytes              *json,
                               DectSnapshotBuilder *builder,
                               GError             **error);

/** dect_store_print_site: Returns: (transfer full): site.json; DECT_STORE_ERROR */
GBytes *dect_store_print_site (const DectSnapshot *snapshot,
                               GError            **error);

/** dect_store_print_log: Returns: (transfer full): log.json; DECT_STORE_ERROR */
GBytes *dect_store_print_log (const DectSnapshot *snapshot,
                              GError            **error);

/**
 * dect_store_is_image_name:
 * @name: name of an entry
 * @folder: #DECT_STORE_ENTRY_PLANS or #DECT_STORE_ENTRY_PHOTOS
 *
 * Returns: whether @name is @folder and a plain file name of at most 100 of A-Z a-z 0-9 . _ -
 */
gboolean dect_store_is_image_name (const char *name,
                                   const char *folder);

/**
 * dect_store_image_folder:
 * Returns: (nullable): the folder in which the image lies that @field of @kind names; %NULL for other fields
 */
const char *dect_store_image_folder (DectKind         kind,
                                     const DectField *field);

/** dect_store_is_top_member: Returns: whether site.json of this version has that member */
gboolean dect_store_is_top_member (const char *name);

/**
 * dect_store_field_is_nullable:
 * Returns: whether a record may hold nothing where a new one has a value: then null is written
 */
gboolean dect_store_field_is_nullable (const DectField *field);

/**
 * dect_store_append_time:
 * appends seconds since 1970, UTC, as "2026-01-31T12:34:56Z" in quotes; %DECT_STORE_ERROR_RANGE
 */
gboolean dect_store_append_time (GString *out,
                                 gint64   seconds,
                                 GError **error);

/** dect_store_check_count: Returns: whether @count is within @maximum; %DECT_STORE_ERROR_RECORDS */
gboolean dect_store_check_count (guint    count,
                                 guint    maximum,
                                 GError **error);

/**
 * dect_store_end_json:
 * Returns: (transfer full): @out as bytes, unless larger than @maximum;
 * %DECT_STORE_ERROR_ENTRY_SIZE
 */
GBytes *dect_store_end_json (GString    *out,
                             const char *entry,
                             gsize       maximum,
                             GError    **error);

G_END_DECLS
