/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "omm/dect-omm-layout.h"
#include "omm/dect-omm-system.h"

G_BEGIN_DECLS

/*
 * The OMM's backup of its database, omm_conf.txt, as it is or as the .gz that the OMM stores by itself (facts/omm.md section 4): UTF-8
 * with BOM, CRLF; two lines of title, then tables with an empty line before each: a row of column names (the first cell blank, "|"
 * between), a row of dashes, rows whose first cell names the table; at the end a checksum over the file and a secret, which cannot be
 * checked. Which tables and columns are taken, by their names, is data: data/omm/backup.json. A backup holds passwords in forms that
 * can be turned back: columns that are not named there are never copied out of the buffer, and every buffer of ours is wiped.
 */

/** DECT_OMM_BACKUP_MAX_BYTES: largest backup, as a file and unpacked */
#define DECT_OMM_BACKUP_MAX_BYTES (16 * 1024 * 1024)
/** DECT_OMM_BACKUP_MAX_RATIO: most bytes that one packed byte may become; blanks that fill columns pack well */
#define DECT_OMM_BACKUP_MAX_RATIO 200

/**
 * DectOmmBackup:
 * @system: what it says
 * @problems: (element-type DectOmmProblem): rows and cells that were not taken, by line of the unpacked text; never a value of the file
 *
 * A backup that was read.
 */
typedef struct
{
  DectOmmSystem *system;
  GPtrArray     *problems;
} DectOmmBackup;

void dect_omm_backup_free (DectOmmBackup *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectOmmBackup, dect_omm_backup_free)

/**
 * dect_omm_backup_recognise:
 * @data: (array length=n): the first bytes of a file; 512 are enough
 * @n: how many
 *
 * Returns: whether the file looks like a backup: packed by gzip, or its second line says "configuration file"
 */
gboolean dect_omm_backup_recognise (const char *data,
                                    gsize       n);

/** dect_omm_backup_recognise_file: dect_omm_backup_recognise() of the start of @file; %FALSE when it cannot be read. Blocks. */
gboolean dect_omm_backup_recognise_file (GFile *file);

/**
 * dect_omm_backup_read:
 * @data: (array length=n): a backup, packed or not; nothing in it is trusted. It stays the caller's, to wipe
 * @n: how many bytes
 * @error: return location, %DECT_OMM_ERROR_TOO_LARGE, %DECT_OMM_ERROR_ENCODING, %DECT_OMM_ERROR_BACKUP
 *
 * A row with more or fewer cells than its header, without a valid MAC or IPEI, or with a MAC that stood there before becomes a problem
 * and is left out; so does a cell that is no number where one is wanted, alone. Any thread.
 *
 * Returns: (transfer full): what it says
 */
DectOmmBackup *dect_omm_backup_read (const char *data,
                                     gsize       n,
                                     GError    **error);

/**
 * dect_omm_backup_load:
 * @file: a file
 * @cancellable: (nullable): stops the reading
 * @error: return location, as dect_omm_backup_read(), and #GIOError
 *
 * Blocks; any thread.
 *
 * Returns: (transfer full): what it says; the bytes of the file are wiped from memory
 */
DectOmmBackup *dect_omm_backup_load (GFile        *file,
                                     GCancellable *cancellable,
                                     GError      **error);

G_END_DECLS
