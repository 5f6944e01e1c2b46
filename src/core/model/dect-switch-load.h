/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectSwitchLoad:
 * @n_fed: base stations that are connected to it
 * @n_unknown: those of them whose model is not entered or not in the catalogue; they count nothing in @need_w
 * @need_w: watts that the others may draw: the maximum of their PoE class (#DectRfpModel.poe_w)
 * @highest_port: highest port that is given to one of them, 0 where none is
 *
 * What a switch is asked to feed.
 */
typedef struct
{
  guint  n_fed;
  guint  n_unknown;
  double need_w;
  gint   highest_port;
} DectSwitchLoad;

/** dect_switch_load: @id: a switch; 0: the base stations that are connected to none. Any thread. */
void dect_switch_load (DectSnapshot   *snapshot,
                       guint32         id,
                       DectSwitchLoad *load);

G_END_DECLS
