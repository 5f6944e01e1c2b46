/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-record.h"
#include "radio/dect-antenna.h"
#include "radio/dect-slab.h"

G_BEGIN_DECLS

/*
 * The constants of the radio model: data/radio/media.json, materials.json, environments.json,
 * antennas.json and limits.json,
 * or the user's own copies of them. Read once, when first asked for, from any thread; everything
 * returned lives as long as the program. A user's copy that cannot be read is named on stderr and
 * the built-in file counts.
 */

/**
 * DectMaterial:
 * @id: stable word in site.json and CSV ("concrete-15")
 * @name: untranslated name; see dect_material_get_label()
 * @group: what a palette sorts it under: "light", "glass", "masonry", "concrete", "metal", "floor",
 * "opening"
 * @loss_db: loss at normal incidence near 1.9 GHz, dB, 0 and up
 * @wall: offered for walls
 * @slab: offered for slabs
 * @layers: (nullable) (array length=n_layers): its build-up, where it is known: then a slab of it is
 * computed for each angle and thickness
 * @n_layers: how many
 * @verified: whether the figure was read in the source; otherwise it is an assumption to be
 * measured
 * @source: where the figure stands
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *group;
  double loss_db;
  gboolean wall;
  gboolean slab;
  const DectSlabLayer *layers;
  guint n_layers;
  gboolean verified;
  const char *source;
} DectMaterial;

/**
 * DectEnvironment:
 * @id: stable word: "open", "office", "dense", "hall", "outdoor"
 * @name: untranslated name; see dect_environment_get_label()
 * @reference_db: loss at 1 m, dB; %NAN: that of ITU-R P.1238 at the carrier
 * @exponent_db: dB per decade of distance
 * @first_floor_db: loss of the first slab between both ends
 * @next_floor_db: loss of each further one
 * @entry_db: getting from outdoors into a building of this kind whose walls are not drawn
 * @entry_gain_db_m: what each metre above the ground takes off that
 * @sigma_db: scatter around the median, dB; %NAN when not known
 * @verified: whether the figures were read in the source
 * @source: where they stand
 *
 * How the level falls with distance on a storey whose walls are not drawn: the statistics hold the
 * walls.
 */
typedef struct
{
  const char *id;
  const char *name;
  double reference_db;
  double exponent_db;
  double first_floor_db;
  double next_floor_db;
  double entry_db;
  double entry_gain_db_m;
  double sigma_db;
  gboolean verified;
  const char *source;
} DectEnvironment;

/**
 * DectLimit:
 * @id: "sync", "strong", "design", "good", "weak", "none", "quality", "handset-height", ...
 * @value: the figure
 * @unit: "dBm", "dB", "percent", "m", "MHz"
 * @verified: whether it was read in the source
 * @source: where it stands
 */
typedef struct
{
  const char *id;
  double value;
  const char *unit;
  gboolean verified;
  const char *source;
} DectLimit;

/** DECT_MATERIAL_DEFAULT_WALL: id of the wall material where none or an unknown one is stated */
#define DECT_MATERIAL_DEFAULT_WALL "brick-10"

/** DECT_ENVIRONMENT_DEFAULT: id of the environment where none or an unknown one is stated */
#define DECT_ENVIRONMENT_DEFAULT "office"

/** dect_material_list: Returns: (array length=n_materials) (transfer none): all materials, in the
 * order of the file */
const DectMaterial *dect_material_list (guint *n_materials);

/**
 * dect_material_find:
 * @id: (nullable): id of a material
 *
 * Returns: (nullable): the material; %NULL when the id is unset or unknown, so that a check can say
 * so
 */
const DectMaterial *dect_material_find (const char *id);

/**
 * dect_material_for_wall:
 * @id: (nullable): id of a material
 *
 * Returns: the material that counts for a wall: that of the id, else %DECT_MATERIAL_DEFAULT_WALL
 */
const DectMaterial *dect_material_for_wall (const char *id);

/**
 * dect_material_for_opening:
 * @kind: kind of an opening
 *
 * Returns: what counts on the segment or rectangle of an opening: wood for a door, untreated glass
 * for a window, nothing for a gap and a hole, "stair" for a stair well
 */
const DectMaterial *dect_material_for_opening (DectOpeningKind kind);

/**
 * dect_material_slab_loss_db:
 * @material: a material
 * @thickness_mm: thickness of its first layer, mm; %NAN: as in the data
 * @frequency_mhz: carrier, MHz
 * @angle_deg: angle of incidence
 *
 * Returns: what a slab of it costs by dect_slab_loss_db() where its build-up is known, else its loss_db
 * at any angle and thickness
 */
double dect_material_slab_loss_db (const DectMaterial *material,
                                   double thickness_mm,
                                   double frequency_mhz,
                                   double angle_deg);

/** dect_medium_find: Returns: (nullable): the medium with that id */
const DectMedium *dect_medium_find (const char *id);

/** dect_antenna_find: Returns: (nullable): the antenna with that id */
const DectAntenna *dect_antenna_find (const char *id);

/** dect_material_get_label: Returns: (transfer none): its translated name; a user's own material
 * shows the name of their file */
const char *dect_material_get_label (const DectMaterial *material);

/** dect_environment_list: Returns: (array length=n_environments) (transfer none): all environments,
 * in the order of the file */
const DectEnvironment *dect_environment_list (guint *n_environments);

/** dect_environment_find: Returns: (nullable): the environment; %NULL when the id is unset or
 * unknown */
const DectEnvironment *dect_environment_find (const char *id);

/** dect_environment_for_floor: Returns: the environment that counts: that of the id, else
 * %DECT_ENVIRONMENT_DEFAULT */
const DectEnvironment *dect_environment_for_floor (const char *id);

/** dect_environment_get_label: Returns: (transfer none): its translated name */
const char *dect_environment_get_label (const DectEnvironment *environment);

/** dect_limit_list: Returns: (array length=n_limits) (transfer none): all limits */
const DectLimit *dect_limit_list (guint *n_limits);

/** dect_limit_find: Returns: (nullable): the limit with that id */
const DectLimit *dect_limit_find (const char *id);

/** dect_limit_get_source: Returns: (transfer none): where a limit is from, for a person to read; those that the window shows are
 * translated */
const char *dect_limit_get_source (const DectLimit *limit);

/**
 * dect_limit_value:
 * @id: id of a limit that ships with the program
 *
 * Returns: its figure, in its unit
 */
double dect_limit_value (const char *id);

/**
 * dect_limit_of_site:
 * @info: a site's own settings
 * @id: "sync", "strong", "design" or "quality"
 *
 * Returns: the site's limit, dBm or percent; that of the data file where the site has none
 */
double dect_limit_of_site (const DectSiteInfo *info, const char *id);

/**
 * dect_region_frequency_mhz:
 * @region: band of the country
 *
 * Returns: middle of the band's carriers: 1889 MHz in the EU (1881.792 to 1897.344), 1925 MHz in
 * the US
 */
double dect_region_frequency_mhz (DectRegion region);

/**
 * dect_rfp_eirp_dbm:
 * @rfp: an RFP
 * @region: band of the country
 *
 * Returns: what it radiates, dBm: 10 log10 (power_mw) where set, else 24 dBm (250 mW) in the EU and
 * 20 dBm (100 mW) in the US
 */
double dect_rfp_eirp_dbm (const DectRfp *rfp, DectRegion region);

/** dect_radio_data_is_known_name: whether the translators know a name of the data files; for the
 * test that keeps both in step */
gboolean dect_radio_data_is_known_name (const char *name);

G_END_DECLS
