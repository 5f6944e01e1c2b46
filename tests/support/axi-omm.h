/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "omm/dect-axi-profile.h"

G_BEGIN_DECLS

/*
 * A stand-in for a running OMM, as none can be had here: it speaks the OM AXI by the schema (facts/omm.md section 10) on a free port of
 * 127.0.0.1, keeps base stations, users and devices, and can be told to misbehave. It remembers every request as it came.
 */

#define AXI_OMM_PASSWORD "s3cret & <loud>"

/**
 * AxiOmmFault:
 * @AXI_OMM_GOOD: it does what it should
 * @AXI_OMM_CUT: it does what was asked and hangs up after the first bytes of the answer
 * @AXI_OMM_STALL: it never answers
 * @AXI_OMM_GARBAGE: it answers bytes that are no XML
 * @AXI_OMM_OVERSIZE: its answer has no end
 * @AXI_OMM_WRONG_SEQ: it answers under the number of another request
 * @AXI_OMM_NO_SEQ: it answers without a number
 * @AXI_OMM_WRONG_NAME: it answers another request
 * @AXI_OMM_ENTITY: its answer brings a document type with entities
 * @AXI_OMM_STUCK: of a list it gives the same page for ever
 * @AXI_OMM_EVENTS: nothing but events comes
 */
typedef enum
{
  AXI_OMM_GOOD,
  AXI_OMM_CUT,
  AXI_OMM_STALL,
  AXI_OMM_GARBAGE,
  AXI_OMM_OVERSIZE,
  AXI_OMM_WRONG_SEQ,
  AXI_OMM_NO_SEQ,
  AXI_OMM_WRONG_NAME,
  AXI_OMM_ENTITY,
  AXI_OMM_STUCK,
  AXI_OMM_EVENTS,
} AxiOmmFault;

/**
 * AxiOmmScript:
 * @priority: (nullable): TLS versions, as GnuTLS writes them; %NULL = not protected
 * @fault: what goes wrong
 * @fault_at: at which request of all, from 0
 * @cut_after: of a cut: bytes of the answer that get through
 * @chunk: into pieces of how many bytes it cuts what it says, 0 = none
 * @events: how many events come before each answer
 * @old_release: it knows no GetVersions, no Limits, no sync quality and no captured base stations
 */
typedef struct
{
  const char *priority;
  AxiOmmFault fault;
  gint        fault_at;
  gsize       cut_after;
  gsize       chunk;
  guint       events;
  gboolean    old_release;
} AxiOmmScript;

typedef struct _AxiOmm AxiOmm;

/** axi_omm_new: @script: (nullable). Returns: (transfer full): an empty OMM that listens already */
AxiOmm *axi_omm_new (const AxiOmmScript *script);

/** axi_omm_free: ends it, once all connections have ended */
void axi_omm_free (AxiOmm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxiOmm, axi_omm_free)

/** axi_omm_set_script: what it does from now on; any thread */
void axi_omm_set_script (AxiOmm             *self,
                         const AxiOmmScript *script);

/** axi_omm_add: an element as the schema has it, `<rfp ethAddr="…"/>`, `<user/>`, `<pp/>`, `<site/>`, or `<captured …/>`; with an id
 * where it has none */
void axi_omm_add (AxiOmm     *self,
                  const char *element);

/** axi_omm_add_relation: base station @to hears @from; both by id */
void axi_omm_add_relation (AxiOmm *self,
                           gint    from,
                           gint    to,
                           gint    rssi);

guint axi_omm_get_port (AxiOmm *self);

/** axi_omm_dup_profile: Returns: (transfer full): a profile that leads to it; with @pinned its key is known */
DectAxiProfile *axi_omm_dup_profile (AxiOmm  *self,
                                     gboolean pinned);

/** axi_omm_list_requests: Returns: (transfer full) (element-type utf8): everything that was asked, as it came */
GPtrArray *axi_omm_list_requests (AxiOmm *self);

/** axi_omm_count: Returns: how many requests start with "<@prefix" */
guint axi_omm_count (AxiOmm     *self,
                     const char *prefix);

/** axi_omm_count_writes: Returns: how many requests would change anything */
guint axi_omm_count_writes (AxiOmm *self);

/** axi_omm_dup_record: Returns: (transfer full) (nullable): the record whose attribute has that value, as text */
char *axi_omm_dup_record (AxiOmm     *self,
                          const char *kind,
                          const char *attribute,
                          const char *value);

/** axi_omm_decrypt: Returns: (transfer full) (nullable): what was encrypted with its public key */
char *axi_omm_decrypt (AxiOmm     *self,
                       const char *base64);

G_END_DECLS
