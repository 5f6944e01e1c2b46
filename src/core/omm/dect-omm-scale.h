/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-system.h"

G_BEGIN_DECLS

/**
 * DectOmmScale:
 * @id: stable word: "dbm"
 * @title: what it says of the value, untranslated: "dB above −100 dBm"
 * @offset_db: level in dBm = value + @offset_db
 * @lowest_dbm: no level below is believed when a scale is suggested
 * @highest_dbm: no level above
 * @verified: whether it was seen on an OMM
 * @source: who reads it so
 *
 * One reading of what the OMM says about a level (facts/radio-planning.md section 2.5: two public readings disagree), data that a user
 * can change: data/omm/rssi-scales.json. Lives as long as the program.
 */
typedef struct
{
  const char *id;
  const char *title;
  double      offset_db;
  double      lowest_dbm;
  double      highest_dbm;
  gboolean    verified;
  const char *source;
} DectOmmScale;

/**
 * dect_omm_scale_list:
 * @n_scales: (out): how many, at least 1
 *
 * Those of data/omm/rssi-scales.json, or of the user's own copy of it, completed by the built-in ones. Any thread.
 *
 * Returns: (array length=n_scales) (transfer none): all scales
 */
const DectOmmScale *dect_omm_scale_list (guint *n_scales);

/** dect_omm_scale_find: Returns: (nullable): the scale of that id */
const DectOmmScale *dect_omm_scale_find (const char *id);

/**
 * dect_omm_scale_suggest:
 * @system: what an OMM told
 *
 * Returns: the first scale by which each of its levels is one that a base station can receive; the first one where none fits, or
 *   no level was told. A person decides.
 */
const DectOmmScale *dect_omm_scale_suggest (const DectOmmSystem *system);

/** dect_omm_scale_level: Returns: what @rssi means by @self, dBm; %NAN for #DECT_OMM_UNSET */
double dect_omm_scale_level (const DectOmmScale *self,
                             gint                rssi);

G_END_DECLS
