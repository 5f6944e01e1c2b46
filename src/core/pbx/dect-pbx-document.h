/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/dect-snapshot.h"
#include "omm/dect-omm-layout.h"
#include "pbx/dect-pbx-error.h"
#include "pbx/dect-pbx-problem.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/*
 * The gateway document of the REST contract "DECT planner contract 1": one JSON object with the
 * gateway's fields and the lists `accesspoints` (base stations, known by MAC: 12 lower-case hex
 * digits) and `handsets` (known by IPEI: 13 characters).
 *
 * gateway      mac revision name firmware targetIp netmask username password passwordSet pin pinSet
 * source modified ommRelease ommLayout{rfp, handset} accesspoints[] handsets[] accesspoint  mac
 * name number targetIp firmware master failover reflective model dectOn preferredSync cluster
 * pagingArea ommSite building floor room wlan{profile, antenna, channel, power, on} source handset
 * ipei name number additionalId sipUser sipPassword sipPasswordSet ac acSet pin pinSet model
 * sosNumber mandownNumber locatable localization tracking location source
 *
 * `number` of an access point (its number on the plan) and `location` of a handset are extensions
 * of ours. Members that are not in these lists are unknown: they are kept everywhere and sent back
 * as they came. `password`, `pin`, `ac` and `sipPassword` are secrets: only ever written, an answer
 * carries `acSet: true` instead. `revision`, `modified` and the `...Set` members are the server's
 * and ignored in what is sent.
 *
 * All functions are pure and may be called in any thread. Documents are never changed in place.
 */

/**
 * DectPbxLimits:
 * @accesspoints: most access points of a gateway; 254 by the PBX's form
 * @handsets: most handsets
 * @firmware: (nullable) (array zero-terminated=1): ids of firmware the PBX has; %NULL when any is
 * taken
 *
 * What the handshake says, or the contract's defaults where a function takes %NULL.
 */
typedef struct
{
  guint accesspoints;
  guint handsets;
  const char *const *firmware;
} DectPbxLimits;

#define DECT_PBX_MAX_ACCESSPOINTS 254
#define DECT_PBX_MAX_HANDSETS 10000

/**
 * DectPbxDocumentFlags:
 * @DECT_PBX_DOCUMENT_PLAIN: nothing special
 * @DECT_PBX_DOCUMENT_LEAVE_OUT: leave out base stations without a valid MAC and handsets with a
 * wrong IPEI, too (the person accepted the rules mac-missing, mac-invalid, ipei-invalid)
 */
typedef enum
{
  DECT_PBX_DOCUMENT_PLAIN = 0,
  DECT_PBX_DOCUMENT_LEAVE_OUT = 1 << 0,
} DectPbxDocumentFlags;

/**
 * dect_pbx_document_new:
 * @snapshot: a site
 * @secrets: (nullable): where passwords and access codes come from; without it none are stated, and
 * the PBX keeps its own
 * @error: return location, %DECT_PBX_ERROR_NO_MASTER, %DECT_PBX_ERROR_NOT_SUPPORTED (the OMM runs
 * on a PC, for which the contract has no form), %DECT_PBX_ERROR_NOT_EXPRESSIBLE (base stations
 * without a valid MAC, handsets with a wrong IPEI)
 *
 * The site's document, the same bytes for the same site: members in the order above, lists by key.
 * Handsets without an IPEI are planned but not bought yet: they are left out (rule ipei-missing is
 * a warning); dect_pbx_document_list_left_out() names them. It need not be valid: see
 * dect_pbx_document_validate().
 *
 * Returns: (transfer full): the document, immutable
 */
JsonNode *dect_pbx_document_new (DectSnapshot *snapshot, DectSecrets *secrets, GError **error);

/** dect_pbx_document_new_full: dect_pbx_document_new() with flags */
JsonNode *dect_pbx_document_new_full (DectSnapshot *snapshot,
                                      DectSecrets *secrets,
                                      DectPbxDocumentFlags flags,
                                      GError **error);

/**
 * dect_pbx_document_list_left_out:
 * @snapshot: a site
 * @flags: as given to dect_pbx_document_new_full()
 *
 * Returns: (transfer full) (element-type DectPbxProblem): a warning (`mac_missing`, `ipei_missing`,
 * `ipei_invalid`) for each thing that the document does not hold
 */
GPtrArray *dect_pbx_document_list_left_out (DectSnapshot *snapshot, DectPbxDocumentFlags flags);

/**
 * dect_pbx_document_to_snapshot:
 * @document: a document
 * @error: return location, %DECT_PBX_ERROR_MALFORMED (a member of the wrong type or out of range,
 * named by its pointer)
 *
 * The way back: a site from which the OMM files can be written as the planner writes them.
 * dect_pbx_document_new() of the result equals @document, except for secrets and the server's own
 * members. Unknown members lie under "pbx" in the records' extra.
 *
 * Returns: (transfer full): the site
 */
DectSnapshot *dect_pbx_document_to_snapshot (JsonNode *document, GError **error);

/**
 * dect_pbx_document_get_secrets:
 * @document: a document
 *
 * Returns: (transfer full): the secrets it states: scope "site" keys "omm-password", "pin"; scope
 * IPEI keys "ac", "sip-password", "pin"
 */
DectSecrets *dect_pbx_document_get_secrets (JsonNode *document);

/**
 * dect_pbx_document_canonical:
 * @document: a JSON object
 *
 * Keys and identities in canonical spelling, texts trimmed, empty and null members dropped (a
 * secret's null stays: it clears), stated defaults (`master`, `failover`, `reflective`, `dectOn`,
 * `firmware`) filled in, known members in their order, unknown ones behind them by name, lists by
 * key. What has the wrong type stays as it is.
 *
 * Returns: (transfer full): the same document in its one spelling
 */
JsonNode *dect_pbx_document_canonical (JsonNode *document);

/**
 * dect_pbx_document_redact:
 * @document: a document with secrets
 *
 * Returns: (transfer full): the canonical document as an answer carries it: each secret replaced by
 * `...Set: true`
 */
JsonNode *dect_pbx_document_redact (JsonNode *document);

/**
 * dect_pbx_document_load_layout:
 * @document: a document
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @error: return location, #DECT_OMM_ERROR
 *
 * Returns: (transfer full): the layout of that OMM file: the whole one that the document carries,
 * the one it names, or the default one
 */
DectOmmLayout *dect_pbx_document_load_layout (JsonNode *document, DectKind kind, GError **error);

/** dect_pbx_document_equal: Returns: whether both state the same, the server's own members aside */
gboolean dect_pbx_document_equal (JsonNode *a, JsonNode *b);

/** dect_pbx_document_to_bytes: Returns: (transfer full): UTF-8 JSON in one line, always the same
 * for the same document */
GBytes *dect_pbx_document_to_bytes (JsonNode *document);

/**
 * dect_pbx_document_validate:
 * @document: any JSON
 * @limits: (nullable): limits; the contract's defaults when %NULL
 * @problems: (out) (optional) (transfer full) (element-type DectPbxProblem): what is wrong, and
 * warnings
 *
 * The invariants of the contract (C3): types, 1 to 254 access points, exactly one master with the
 * gateway's MAC and address, at most one failover that is not the master, MACs, IPEIs and addresses
 * unique and well formed, addresses inside the subnet and usable, contiguous netmask, host model by
 * `ommRelease`, firmware known, texts without what breaks the OMM file (names 1 to 64 characters).
 * Codes: wrong_type required range name_missing name_long name_chars text_long text_chars
 * accesspoint_count handset_count mac_invalid mac_duplicate mac_vendor(warning) ipei_invalid
 * ipei_duplicate no_master two_masters two_failovers failover_is_master master_mac master_ip
 * ip_invalid ip_duplicate ip_outside_subnet ip_reserved netmask_invalid host_model
 * host_model_34(warning) firmware_unknown layout_invalid. At most 1000 problems.
 *
 * Returns: whether there are no errors (warnings allowed)
 */
gboolean
dect_pbx_document_validate (JsonNode *document, const DectPbxLimits *limits, GPtrArray **problems);

/**
 * DectPbxKind:
 * @DECT_PBX_KIND_GATEWAY: the gateway itself
 * @DECT_PBX_KIND_ACCESSPOINT: a base station
 * @DECT_PBX_KIND_HANDSET: a handset
 */
typedef enum
{
  DECT_PBX_KIND_GATEWAY,
  DECT_PBX_KIND_ACCESSPOINT,
  DECT_PBX_KIND_HANDSET,
} DectPbxKind;

/** dect_pbx_kind_id: Returns: "gateway", "accesspoint" or "handset" */
const char *dect_pbx_kind_id (DectPbxKind kind);

/**
 * dect_pbx_document_validate_record:
 * @record: one gateway, access point or handset by itself
 * @kind: what it is
 * @problems: (out) (optional) (transfer full) (element-type DectPbxProblem): what is wrong;
 * pointers are relative to @record
 *
 * Types and texts of one record, for requests about a single object. Relations between records are
 * not looked at.
 *
 * Returns: whether there are no errors
 */
gboolean
dect_pbx_document_validate_record (JsonNode *record, DectPbxKind kind, GPtrArray **problems);

G_END_DECLS
