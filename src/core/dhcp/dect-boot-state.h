/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dhcp/dect-boot-reader.h"
#include "dhcp/dect-dhcp-plan.h"

G_BEGIN_DECLS

/**
 * DectBootStatus:
 * @DECT_BOOT_NO_MAC: nobody knows its MAC yet
 * @DECT_BOOT_LOCAL: set up by hand, it does not ask
 * @DECT_BOOT_WAITING: not seen
 * @DECT_BOOT_SEEN: it asked and was given no address yet
 * @DECT_BOOT_HAS_ADDRESS: it has its address; what else it was sent cannot be seen in this file
 * @DECT_BOOT_RIGHT: address and all that can be seen are as planned
 * @DECT_BOOT_WRONG: something that can be seen is not as planned
 *
 * How far a base station is. None of them says that its OMM has seen it.
 */
typedef enum
{
  DECT_BOOT_NO_MAC,
  DECT_BOOT_LOCAL,
  DECT_BOOT_WAITING,
  DECT_BOOT_SEEN,
  DECT_BOOT_HAS_ADDRESS,
  DECT_BOOT_RIGHT,
  DECT_BOOT_WRONG,
} DectBootStatus;

/** DectBootRow: @id: the RFP; @title: "base station 4 (Lab)"; @mac: (nullable); @status: how far it is; @words: the same as a
 * translated sentence; @address: the one it has, 0 = none; @loaded: it loaded a firmware file by TFTP */
typedef struct
{
  guint32        id;
  char          *title;
  char          *mac;
  DectBootStatus status;
  char          *words;
  DectIpv4       address;
  gboolean       loaded;
} DectBootRow;

/** DectBootStranger: @mac: of a device that is in no plan; @vendor: whose prefix it is, or "" where only its vendor class shows what
 * it is; @address: 0 = none */
typedef struct
{
  DectMac     mac;
  const char *vendor;
  DectIpv4    address;
} DectBootStranger;

/**
 * DectBootState:
 *
 * What is known of the plan's base stations from events. The same events in another order or twice give the same state, but for
 * values that changed: there the last one counts. One thread.
 */
typedef struct _DectBootState DectBootState;

/** dect_boot_state_new: @snapshot: a site. Returns: (transfer full): a state in which nobody has asked yet */
DectBootState *dect_boot_state_new (DectSnapshot *snapshot);

void dect_boot_state_free (DectBootState *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectBootState, dect_boot_state_free)

/** dect_boot_state_set_snapshot: takes a changed plan; what devices did stays known */
void dect_boot_state_set_snapshot (DectBootState *self,
                                   DectSnapshot  *snapshot);

/** dect_boot_state_take: takes an event; has the shape of #DectBootFunc with the state as its data */
void dect_boot_state_take (const DectBootEvent *event,
                           gpointer             data);

/** dect_boot_state_dup_rows: Returns: (transfer full) (element-type DectBootRow): one row a base station, in the site's order */
GPtrArray *dect_boot_state_dup_rows (const DectBootState *self);

/**
 * dect_boot_rows_count:
 * @rows: (element-type DectBootRow): rows
 * @n_asking: (out): how many there are to wait for: all but those set up by hand
 *
 * Returns: how many have their address, and nothing wrong that can be seen
 */
guint dect_boot_rows_count (GPtrArray *rows,
                            guint     *n_asking);

/** dect_boot_state_dup_strangers: Returns: (transfer full) (element-type DectBootStranger): devices with a MAC prefix or vendor class of
 * a base station that are in no plan, by MAC; at most 1000 */
GPtrArray *dect_boot_state_dup_strangers (const DectBootState *self);

/** dect_boot_state_dup_free: Returns: (transfer full) (element-type guint32): ids of base stations without a MAC, in the site's order */
GArray *dect_boot_state_dup_free (const DectBootState *self);

/** dect_boot_state_dup_remark: Returns: (transfer full) (nullable): a sentence on why options cannot be compared; %NULL when they can */
char *dect_boot_state_dup_remark (const DectBootState *self);

/** dect_boot_status_id: Returns: stable word of a status for JSON: "waiting" */
const char *dect_boot_status_id (DectBootStatus status);

G_END_DECLS
