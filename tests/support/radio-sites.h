/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

#include <math.h>

/* Small sites for the tests of radio and chain. Each function adds one record and returns its id.
 */

static inline guint32
site_add_building (DectSnapshotBuilder *builder, double x_m, double y_m)
{
  DectBuilding *building = dect_building_new ();

  building->x_m = x_m;
  building->y_m = y_m;
  return dect_snapshot_builder_add (builder, DECT_RECORD (building));
}

static inline guint32
site_add_floor (DectSnapshotBuilder *builder,
                guint32 building,
                gint level,
                const char *environment,
                const char *slab)
{
  DectFloor *floor = dect_floor_new ();

  floor->building = building;
  floor->level = level;
  dect_set_str (&floor->environment, environment);
  dect_set_str (&floor->slab, slab);
  return dect_snapshot_builder_add (builder, DECT_RECORD (floor));
}

static inline guint32
site_add_wall (DectSnapshotBuilder *builder,
               guint32 floor,
               double x1_m,
               double y1_m,
               double x2_m,
               double y2_m,
               const char *material)
{
  DectWall *wall = dect_wall_new ();

  wall->floor = floor;
  wall->x1_m = x1_m;
  wall->y1_m = y1_m;
  wall->x2_m = x2_m;
  wall->y2_m = y2_m;
  dect_set_str (&wall->material, material);
  return dect_snapshot_builder_add (builder, DECT_RECORD (wall));
}

static inline guint32
site_add_opening (DectSnapshotBuilder *builder,
                  guint32 floor,
                  double x1_m,
                  double y1_m,
                  double x2_m,
                  double y2_m,
                  DectOpeningKind kind)
{
  DectOpening *opening = dect_opening_new ();

  opening->floor = floor;
  opening->x1_m = x1_m;
  opening->y1_m = y1_m;
  opening->x2_m = x2_m;
  opening->y2_m = y2_m;
  opening->kind = kind;
  return dect_snapshot_builder_add (builder, DECT_RECORD (opening));
}

static inline guint32
site_add_rfp (DectSnapshotBuilder *builder, gint number, guint32 floor, double x_m, double y_m)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->number = number;
  rfp->floor = floor;
  rfp->x_m = x_m;
  rfp->y_m = y_m;
  return dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
}

static inline guint32
site_add_link (DectSnapshotBuilder *builder,
               guint32 from,
               guint32 to,
               double rssi_dbm,
               double quality_percent,
               DectLinkKind kind)
{
  DectLink *link = dect_link_new ();

  link->from = from;
  link->to = to;
  link->rssi_dbm = rssi_dbm;
  link->quality_percent = quality_percent;
  link->kind = kind;
  return dect_snapshot_builder_add (builder, DECT_RECORD (link));
}
