/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-document.h"

G_BEGIN_DECLS

/*
 * The contract's members as tables, from which reading, writing, validation, comparing and merging
 * work.
 */
typedef enum
{
  DECT_PBX_MEMBER_TEXT,
  DECT_PBX_MEMBER_INTEGER,
  DECT_PBX_MEMBER_BOOL,
  DECT_PBX_MEMBER_MAC,
  DECT_PBX_MEMBER_IPEI,
  DECT_PBX_MEMBER_IPV4,
  DECT_PBX_MEMBER_NETMASK,
  DECT_PBX_MEMBER_MODEL,
  DECT_PBX_MEMBER_LAYOUT, /* id, or the whole layout as an object */
  DECT_PBX_MEMBER_OBJECT, /* has children */
  DECT_PBX_MEMBER_SECRET,
  DECT_PBX_MEMBER_SERVER, /* the server's own: ignored in what is sent */
  DECT_PBX_MEMBER_LIST,
} DectPbxMemberType;

typedef struct _DectPbxMember DectPbxMember;

/* Member of a record's extra under which the PBX's unknown members are kept. */
#define DECT_PBX_EXTRA "pbx"

/* What our own records at the PBX have for a source: this and the site's uuid. */
#define DECT_PBX_SOURCE_PREFIX "dectplan:"

struct _DectPbxMember
{
  const char *name;
  DectPbxMemberType type;
  const char *field; /* id of the model's field; NULL where it is no plain copy */
  const char *
      stated; /* value in the canonical form when absent: "true", "false", "default"; NULL = none */
  const char *secret;            /* key in DectSecrets */
  const DectPbxMember *children; /* ends with a NULL name */
  DectPbxKind kind;              /* of a LIST's records */
};

/* Tables end with a NULL name. */
const DectPbxMember *dect_pbx_members (DectPbxKind kind);
const DectPbxMember *dect_pbx_members_find (const DectPbxMember *table, const char *name);

/* "mac" or "ipei". */
const char *dect_pbx_kind_key_member (DectPbxKind kind);

/* Kind of the model's records. */
DectKind dect_pbx_kind_model (DectPbxKind kind);

/* The key of a canonical record; "" when it has none. */
const char *dect_pbx_record_key (JsonObject *record, DectPbxKind kind);

/* Canonical copy of one record, with its lists when it is a gateway; see
 * dect_pbx_document_canonical(). */
JsonObject *dect_pbx_record_canonical (JsonObject *record, const DectPbxMember *table);

/* dect_pbx_document_canonical() with the lists in their own order, so that places fit the text that
 * came. */
JsonNode *dect_pbx_document_unsorted (JsonNode *document);

/* Copies a node into an object; immutable trees are shared. */
void dect_pbx_object_set (JsonObject *object, const char *name, JsonNode *node);

/* A node that takes the object. */
JsonNode *dect_pbx_object_node (JsonObject *object);

/* Names of the members of @object that are not in @table, sorted (transfer container). */
GList *dect_pbx_object_unknown (JsonObject *object, const DectPbxMember *table);

G_END_DECLS
