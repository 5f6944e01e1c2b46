/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"
#include "config.h"

#include "store/dect-csv-columns.h"

#include "model/dect-record.h"
#include "store/dect-secrets.h"

#define VALUE(id, flags)                                                                           \
  {                                                                                                \
    id, id, DECT_CSV_VALUE, flags                                                                  \
  }

static const DectCsvColumn building_columns[] = {
  { "building", "name", DECT_CSV_VALUE, DECT_CSV_NEEDED | DECT_CSV_FILLED },
  VALUE ("x_m", 0),
  VALUE ("y_m", 0),
  VALUE ("rotation_deg", 0),
  VALUE ("base_m", 0),
  VALUE ("north_deg", 0),
};

static const DectCsvColumn floor_columns[] = {
  { "building", "building", DECT_CSV_BUILDING, 0 },
  { "floor", "name", DECT_CSV_VALUE, DECT_CSV_NEEDED | DECT_CSV_FILLED },
  VALUE ("level", DECT_CSV_KEEP),
  VALUE ("height_m", 0),
  VALUE ("slab", DECT_CSV_MATERIAL),
  VALUE ("slab_mm", 0),
  VALUE ("environment", DECT_CSV_ENVIRONMENT),
  VALUE ("propagation", 0),
  VALUE ("offset_x_m", 0),
  VALUE ("offset_y_m", 0),
};

/* What stands on a floor: never without its place. */
#define ON_FLOOR                                                                                   \
  { "building", NULL, DECT_CSV_BUILDING, 0 },                                                      \
  {                                                                                                \
    "floor", "floor", DECT_CSV_FLOOR, DECT_CSV_NEEDED | DECT_CSV_FILLED                            \
  }
#define PLACE(id) VALUE (id, DECT_CSV_NEEDED | DECT_CSV_FILLED)

static const DectCsvColumn wall_columns[] = {
  ON_FLOOR,       PLACE ("x1_m"), PLACE ("y1_m"),
  PLACE ("x2_m"), PLACE ("y2_m"), VALUE ("material", DECT_CSV_MATERIAL),
};

static const DectCsvColumn opening_columns[] = {
  ON_FLOOR,       PLACE ("x1_m"), PLACE ("y1_m"),
  PLACE ("x2_m"), PLACE ("y2_m"), VALUE ("kind", DECT_CSV_NEEDED | DECT_CSV_FILLED),
};

static const DectCsvColumn zone_columns[] = {
  ON_FLOOR,       VALUE ("name", 0), VALUE ("kind", 0), PLACE ("x1_m"),
  PLACE ("y1_m"), PLACE ("x2_m"),    PLACE ("y2_m"),    VALUE ("traffic_e", 0),
};

static const DectCsvColumn remark_columns[] = {
  ON_FLOOR,
  PLACE ("x_m"),
  PLACE ("y_m"),
  VALUE ("text", DECT_CSV_NEEDED | DECT_CSV_FILLED),
};

static const DectCsvColumn switch_columns[] = {
  { "switch", "name", DECT_CSV_VALUE, DECT_CSV_NEEDED | DECT_CSV_FILLED },
  VALUE ("ports", 0),
  VALUE ("poe_w", 0),
  VALUE ("riser", 0),
  VALUE ("location", 0),
};

static const DectCsvColumn rfp_columns[] = {
  VALUE ("name", DECT_CSV_KEEP),
  VALUE ("number", DECT_CSV_KEEP),
  VALUE ("mac", DECT_CSV_KEEP),
  VALUE ("model", 0),
  VALUE ("role", 0),
  VALUE ("preferred_sync", 0),
  VALUE ("target_ip", 0),
  VALUE ("firmware", 0),
  VALUE ("reflective", 0),
  VALUE ("dect_on", 0),
  { "building", NULL, DECT_CSV_BUILDING, 0 },
  { "floor", "floor", DECT_CSV_FLOOR, 0 },
  VALUE ("x_m", 0),
  VALUE ("y_m", 0),
  VALUE ("mount_m", 0),
  VALUE ("azimuth_deg", 0),
  VALUE ("power_mw", 0),
  VALUE ("room", 0),
  VALUE ("cluster", 0),
  VALUE ("paging_area", 0),
  VALUE ("omm_site", 0),
  { "switch", "switch", DECT_CSV_SWITCH, 0 },
  VALUE ("port", 0),
  VALUE ("cable_m", 0),
  VALUE ("compartment", 0),
  VALUE ("wlan_profile", 0),
  VALUE ("local_config", 0),
  VALUE ("notes", 0),
};

static const DectCsvColumn handset_columns[] = {
  VALUE ("ipei", DECT_CSV_KEEP),
  VALUE ("number", DECT_CSV_DIGITS),
  VALUE ("name", 0),
  VALUE ("additional_id", DECT_CSV_DIGITS),
  VALUE ("sip_user", DECT_CSV_DIGITS),
  VALUE ("sos_number", DECT_CSV_DIGITS),
  VALUE ("mandown_number", DECT_CSV_DIGITS),
  VALUE ("location", 0),
  VALUE ("model", 0),
  VALUE ("notes", 0),
  { "ac", DECT_SECRETS_AC, DECT_CSV_SECRET, DECT_CSV_DIGITS },
  { "sip_password", DECT_SECRETS_SIP_PASSWORD, DECT_CSV_SECRET, 0 },
};

static const DectCsvColumn link_columns[] = {
  { "from", "from", DECT_CSV_RFP, DECT_CSV_NEEDED | DECT_CSV_FILLED },
  { "to", "to", DECT_CSV_RFP, DECT_CSV_NEEDED | DECT_CSV_FILLED },
  VALUE ("rssi_dbm", 0),
  VALUE ("quality_percent", 0),
  VALUE ("kind", 0),
};

static const DectCsvColumn survey_columns[] = {
  ON_FLOOR,           PLACE ("x_m"),
  PLACE ("y_m"),      { "rfp", "rfp", DECT_CSV_RFP, DECT_CSV_NEEDED | DECT_CSV_FILLED },
  PLACE ("rssi_dbm"),
};

typedef struct
{
  const DectCsvColumn *columns;
  guint n_columns;
} KindColumns;

#define KIND(columns)                                                                              \
  {                                                                                                \
    columns, G_N_ELEMENTS (columns)                                                                \
  }

static const KindColumns kinds[DECT_N_KINDS] = {
  [DECT_KIND_BUILDING] = KIND (building_columns), [DECT_KIND_FLOOR] = KIND (floor_columns),
  [DECT_KIND_WALL] = KIND (wall_columns),         [DECT_KIND_OPENING] = KIND (opening_columns),
  [DECT_KIND_ZONE] = KIND (zone_columns),         [DECT_KIND_REMARK] = KIND (remark_columns),
  [DECT_KIND_SWITCH] = KIND (switch_columns),     [DECT_KIND_RFP] = KIND (rfp_columns),
  [DECT_KIND_HANDSET] = KIND (handset_columns),   [DECT_KIND_LINK] = KIND (link_columns),
  [DECT_KIND_SURVEY] = KIND (survey_columns),
};

const DectCsvColumn *
dect_csv_columns (DectKind kind, guint *n_columns)
{
  g_return_val_if_fail (kind > DECT_KIND_SITE && kind < DECT_N_KINDS, NULL);

  *n_columns = kinds[kind].n_columns;
  return kinds[kind].columns;
}

const DectField *
dect_csv_column_field (DectKind kind, const DectCsvColumn *column)
{
  if (column->field == NULL || column->type == DECT_CSV_SECRET)
    return NULL;

  return dect_kind_field (kind, column->field);
}
