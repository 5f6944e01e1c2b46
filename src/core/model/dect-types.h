/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DectKind:
 * @DECT_KIND_SITE: the one record about the site itself (customer, gateway, settings); a #DectSiteInfo
 * @DECT_KIND_BUILDING: a #DectBuilding
 * @DECT_KIND_FLOOR: a #DectFloor
 * @DECT_KIND_WALL: a #DectWall
 * @DECT_KIND_OPENING: a #DectOpening, in a wall or in a slab
 * @DECT_KIND_ZONE: a #DectZone: where coverage is wanted, or no base station may hang
 * @DECT_KIND_REMARK: a #DectRemark, in the interface "note"
 * @DECT_KIND_SWITCH: a #DectSwitch
 * @DECT_KIND_RFP: a #DectRfp, in the interface "base station"
 * @DECT_KIND_HANDSET: a #DectHandset, in the OMM "PP"
 * @DECT_KIND_LINK: a #DectLink: what the installer measured or decided about one radio path
 * @DECT_KIND_SURVEY: a #DectSurvey: one measured level at one place
 * @DECT_N_KINDS: number of kinds
 *
 * What a record describes. The order is that of site.json and of the CSV import: a kind refers only to
 * kinds before it.
 */
typedef enum
{
  DECT_KIND_SITE,
  DECT_KIND_BUILDING,
  DECT_KIND_FLOOR,
  DECT_KIND_WALL,
  DECT_KIND_OPENING,
  DECT_KIND_ZONE,
  DECT_KIND_REMARK,
  DECT_KIND_SWITCH,
  DECT_KIND_RFP,
  DECT_KIND_HANDSET,
  DECT_KIND_LINK,
  DECT_KIND_SURVEY,
  DECT_N_KINDS,
} DectKind;

typedef struct _DectRecord DectRecord;
typedef struct _DectSiteInfo DectSiteInfo;
typedef struct _DectBuilding DectBuilding;
typedef struct _DectFloor DectFloor;
typedef struct _DectWall DectWall;
typedef struct _DectOpening DectOpening;
typedef struct _DectZone DectZone;
typedef struct _DectRemark DectRemark;
typedef struct _DectSwitch DectSwitch;
typedef struct _DectRfp DectRfp;
typedef struct _DectHandset DectHandset;
typedef struct _DectLink DectLink;
typedef struct _DectSurvey DectSurvey;

typedef struct _DectField DectField;
typedef struct _DectItem DectItem;
typedef struct _DectSite DectSite;
typedef struct _DectHistory DectHistory;
typedef struct _DectLog DectLog;
typedef struct _DectLogEntry DectLogEntry;
typedef struct _DectSnapshot DectSnapshot;

G_END_DECLS
