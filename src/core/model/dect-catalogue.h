/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-mac.h"

G_BEGIN_DECLS

/**
 * DectRfpModel:
 * @id: "45"
 * @name: "RFP 45 IP"
 * @generation: hardware generation, 1 to 4
 * @outdoor: built for outdoors
 * @wlan: has WLAN
 * @channels: calls at a time, 8 or 4
 * @antenna: "omni", "external" or "directional"
 * @poe_class: class of IEEE 802.3af, 0 = not known
 * @poe_w: watts to plan at the switch port (class maximum)
 * @hardware_code: decimal code in the OMM's backup; 0 = not known
 * @hardware_code_us: the same of the North American model; 0 = there is none, or it is not known
 * @host: whether it can run the OMM: "yes", "no", or "disputed" (rule host-model-34)
 * @source: where the figures stand
 *
 * One model of the catalogue, data/rfp/models.json. Lives as long as the program.
 */
typedef struct
{
  const char *id;
  const char *name;
  guint       generation;
  gboolean    outdoor;
  gboolean    wlan;
  guint       channels;
  const char *antenna;
  guint       poe_class;
  double      poe_w;
  guint       hardware_code;
  guint       hardware_code_us;
  const char *host;
  const char *source;
} DectRfpModel;

/** dect_catalogue_models: Returns: (array length=n_models) (transfer none): all models, by id */
const DectRfpModel *dect_catalogue_models (guint *n_models);

/** dect_catalogue_find: @text: "RFP 45", "rfp45", "45", "45 IP" alike. Returns: (nullable): the
 * model */
const DectRfpModel *dect_catalogue_find (const char *text);

/** dect_catalogue_find_hardware: @code: as the OMM's backup has it, with what a built-in licence (L) or a single cell (SL) adds to it.
 * Returns: (nullable): the model */
const DectRfpModel *dect_catalogue_find_hardware (guint code);

/** dect_catalogue_vendor: Returns: (nullable): whose MAC prefix it is ("Aastra"), %NULL when not in
 * data/rfp/mac-prefixes.json */
const char *dect_catalogue_vendor (const DectMac *mac);

G_END_DECLS
