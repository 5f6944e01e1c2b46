/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-axi-key-private.h"
#include "omm/dect-axi-profile.h"
#include "omm/dect-omm-layout.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/* Which attribute of the AXI carries which field of a record (facts/omm.md sections 2 and 10). What is written over the network and
 * into ipdect.cfg is made from this table. */
typedef struct
{
  const char   *element; /* "rfp", "user", "pp" */
  const char   *attribute;
  DectOmmColumn column;  /* field and form, as in an import file */
  gssize        built;   /* offset of what the OMM has in DectOmmRfp or DectOmmHandset; -1 = it is only sent when it is created */
  gboolean      is_number;
} DectAxiField;

const DectAxiField *dect_axi_fields (DectKind kind,
                                     guint   *n_fields);

/* What the plan wants there, "" where it leaves it open. */
char *dect_axi_field_dup_planned (const DectAxiField *field,
                                  const DectSnapshot *snapshot,
                                  const DectRecord   *record,
                                  guint               units_per_metre);

/* What the OMM has there; "" for nothing. */
char *dect_axi_field_dup_built (const DectAxiField *field,
                                gconstpointer       built);

/* A request that creates the record: CreateRFP, CreateFixedPP, or CreatePPUser or CreatePPDev where it has no IPEI or no number; NULL
 * when it has nothing to be known by. Without secrets. */
DectAxiElement *dect_axi_request_create (const DectSnapshot *snapshot,
                                         const DectRecord   *record,
                                         guint               units_per_metre);

/* Adds what @secrets know of a created handset: encrypted with @key, or readable and marked so (NULL: in a file). */
gboolean dect_axi_request_add_secrets (DectAxiElement    *request,
                                       const DectSecrets *secrets,
                                       const char        *identity,
                                       DectAxiKey        *key,
                                       GError           **error);

/* Whether the secrets hold any that must be encrypted. */
gboolean dect_axi_request_wants_key (const DectSecrets *secrets,
                                     const char        *identity);

G_END_DECLS
