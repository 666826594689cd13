import { CfnOutput } from "aws-cdk-lib";
import { DomainName, EndpointType, SecurityPolicy } from "aws-cdk-lib/aws-apigateway";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import { ARecord, HostedZone, type IHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayDomain } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import type { Address } from "./address.ts";
import type { Api } from "./api.ts";
import type { Domain } from "./stages.ts";

/** The stage's own domain before the API, with a certificate that the deployment makes or is given. */
export class OwnDomain extends Construct implements Address {
  readonly url: string;
  private readonly domain: Domain;

  constructor(scope: Construct, id: string, domain: Domain) {
    super(scope, id);
    this.domain = domain;
    this.url = `https://${domain.name}`;
  }

  leadTo(api: Api): void {
    const { name: domainName, hostedZone } = this.domain;
    const zone =
      hostedZone &&
      HostedZone.fromHostedZoneAttributes(this, "Zone", {
        hostedZoneId: hostedZone.id,
        zoneName: hostedZone.name,
      });
    const name = new DomainName(this, "Name", {
      domainName,
      certificate: this.certificate(zone),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
      mapping: api.restApi,
    });
    if (zone) {
      const target = RecordTarget.fromAlias(new ApiGatewayDomain(name));
      new ARecord(this, "Record", { zone, recordName: `${domainName}.`, target });
    }
    new CfnOutput(this, "Target", {
      description: `DNS: ${domainName} is an alias, or a CNAME, of this name.`,
      value: name.domainNameAliasDomainName,
    });
  }

  private certificate(zone: IHostedZone | undefined) {
    const { name: domainName, certificateArn } = this.domain;
    if (certificateArn) return Certificate.fromCertificateArn(this, "Certificate", certificateArn);
    if (!zone) throw new Error(`${domainName} needs a hosted zone, or the ARN of a certificate.`);
    return new Certificate(this, "Certificate", {
      domainName,
      validation: CertificateValidation.fromDns(zone),
    });
  }
}
