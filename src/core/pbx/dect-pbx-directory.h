/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"

G_BEGIN_DECLS

/**
 * DectPbxUser:
 * @id: the PBX's own name for the user
 * @name: (nullable): as a person calls the user
 * @number: (nullable): internal number
 *
 * Also used for a location (@number is %NULL).
 */
typedef struct
{
  char *id;
  char *name;
  char *number;
} DectPbxUser;

/**
 * DectPbxDevice:
 * @id: the PBX's own name for the device
 * @name: (nullable): as the PBX describes it
 * @mac: (nullable): MAC address, 12 lower-case hex digits
 * @user: (nullable): id or name of the user it belongs to
 */
typedef struct
{
  char *id;
  char *name;
  char *mac;
  char *user;
} DectPbxDevice;

/**
 * DectPbxDirectory:
 * @users: (element-type DectPbxUser): users in the PBX's order
 * @locations: (element-type DectPbxUser): locations
 * @devices: (element-type DectPbxDevice): devices
 * @n_skipped: entries that could not be understood
 *
 * What a PBX tells of its users, locations and devices; nothing is written there. Texts are plain,
 * at most 200 characters. Immutable, boxed, counted atomically.
 */
typedef struct
{
  GPtrArray *users;
  GPtrArray *locations;
  GPtrArray *devices;
  guint n_skipped;

  /*< private >*/
  gatomicrefcount ref_count;
} DectPbxDirectory;

#define DECT_TYPE_PBX_DIRECTORY (dect_pbx_directory_get_type ())
GType dect_pbx_directory_get_type (void) G_GNUC_CONST;

DectPbxDirectory *dect_pbx_directory_ref (DectPbxDirectory *self);
void dect_pbx_directory_unref (DectPbxDirectory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxDirectory, dect_pbx_directory_unref)

/**
 * DectPbxProposal:
 * @handset: id of the handset's record
 * @number: its number
 * @current: (nullable): the name it has
 * @name: (nullable): the name its number has at the PBX; %NULL where the PBX has no such number, or
 *   several users with it
 * @n_users: how many users of the PBX have that number
 */
typedef struct
{
  guint32 handset;
  char *number;
  char *current;
  char *name;
  guint n_users;
} DectPbxProposal;

void dect_pbx_proposal_free (DectPbxProposal *self);

/**
 * dect_pbx_directory_propose:
 * @self: what the PBX has
 * @snapshot: a site
 *
 * Pure; any thread.
 *
 * Returns: (transfer full) (element-type DectPbxProposal): one for each handset with a number whose
 *   name differs from the PBX's, or whose number the PBX does not know or knows twice; in the
 *   site's order
 */
GPtrArray *dect_pbx_directory_propose (DectPbxDirectory *self, DectSnapshot *snapshot);

/**
 * dect_pbx_directory_adopt:
 * @site: a site, no step open
 * @proposals: (element-type DectPbxProposal): those that are wanted; without a name they are passed over
 *
 * Names the handsets, as one step of the history. Main thread.
 *
 * Returns: how many were named
 */
guint dect_pbx_directory_adopt (DectSite *site, GPtrArray *proposals);

/**
 * dect_pbx_directory_find_known:
 * @self: what the PBX has
 * @snapshot: a site
 *
 * Returns: (transfer full) (element-type utf8): one sentence for each base station of the site
 *   whose MAC a device of the PBX has already
 */
GPtrArray *dect_pbx_directory_find_known (DectPbxDirectory *self, DectSnapshot *snapshot);

G_END_DECLS
