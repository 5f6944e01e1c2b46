/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-backup.h"

G_BEGIN_DECLS

/* What a row becomes; SYSTEM sets fields of the system itself. */
typedef enum
{
  DECT_OMM_BACKUP_SYSTEM,
  DECT_OMM_BACKUP_SITE,
  DECT_OMM_BACKUP_RFP,
  DECT_OMM_BACKUP_HANDSET,
  DECT_OMM_BACKUP_N_TARGETS,
} DectOmmBackupTarget;

typedef enum
{
  DECT_OMM_BACKUP_TEXT,     /* char * */
  DECT_OMM_BACKUP_NUMBER,   /* gint */
  DECT_OMM_BACKUP_MAC,      /* char *, MAC key */
  DECT_OMM_BACKUP_IPEI,     /* char *, 13 characters */
  DECT_OMM_BACKUP_PARK,     /* char *, 10 hex digits */
  DECT_OMM_BACKUP_HARDWARE, /* char *, id of the model with that hardware code */
} DectOmmBackupType;

/* A field of DectOmmSystem, DectOmmRfp or DectOmmHandset, or of a site: DectOmmBackupSite. */
typedef struct
{
  const char       *id;
  DectOmmBackupType type;
  guint             offset;
} DectOmmBackupField;

typedef struct
{
  gint  id;
  char *name;
} DectOmmBackupSite;

/* The field of that id; NULL when there is none. */
const DectOmmBackupField *dect_omm_backup_find_field (DectOmmBackupTarget target,
                                                      const char         *id);

/* What the rows of @table become; FALSE for a table that is passed over. */
gboolean dect_omm_backup_find_table (const char          *table,
                                     DectOmmBackupTarget *target);

/* The field that @column of @table fills; NULL for a column that is passed over. */
const DectOmmBackupField *dect_omm_backup_find_column (const char *table,
                                                       const char *column);

/* Reads the unpacked text. */
DectOmmBackup *dect_omm_backup_parse (const char *text,
                                      gsize       n,
                                      GError    **error);

G_END_DECLS
